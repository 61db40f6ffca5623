package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.demo.screen.DemoView;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes of the world what is shown of it. Used by one thread. */
final class Views {

    private static final String GONE = "Gone";

    private final DemoView.Place place;
    private final Path logs;
    private final Optional<String> nsenter;
    private final @Nullable Duration total;
    private final Map<String, DemoView.Condition> conditions = new HashMap<>();

    /**
     * Creates what has shown nothing yet.
     *
     * @param place where the demo runs
     * @param logs the folder with what pods say
     * @param nsenter what runs a command in the pods' network; empty where that is the machine's own
     * @param total when it ends; {@code null} where it does not by itself
     */
    Views(DemoView.Place place, Path logs, Optional<String> nsenter, @Nullable Duration total) {
        this.place = place;
        this.logs = logs;
        this.nsenter = nsenter;
        this.total = total;
    }

    /** Returns the algorithm of the first backend, which is the only one that the sample has. */
    static Algorithm algorithm(GrpcLoadBalancer loadBalancer) {
        return loadBalancer.getSpec().backends().getFirst().balanceOrDefault().algorithm();
    }

    DemoView view(World world, List<DemoView.Step> steps) {
        return new DemoView(
                place,
                world.now(),
                total,
                world.operatorRunning(),
                world.loadBalancer() == null ? null : loadBalancer(world.loadBalancer(), world),
                world.owned().stream().map(Views::created).toList(),
                world.proxies().stream().map(pod -> proxy(pod, world)).toList(),
                Stream.concat(world.backends().stream().map(pod -> backend(pod, world)), gone(world))
                        .toList(),
                calls(world),
                steps,
                Hints.of(world, place.kubeconfig(), logs, nsenter));
    }

    private DemoView.LoadBalancer loadBalancer(GrpcLoadBalancer loadBalancer, World world) {
        return new DemoView.LoadBalancer(
                loadBalancer.getMetadata().getNamespace(),
                loadBalancer.getMetadata().getName(),
                world.address().map(Views::text).orElse(null),
                world.mode().toString(),
                algorithm(loadBalancer).toString(),
                world.generation(),
                world.observedGeneration(),
                world.conditions().stream()
                        .map(condition -> condition(condition, world.now()))
                        .toList());
    }

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** One that has the status and reason that it had is as old as it was. */
    private DemoView.Condition condition(Condition is, Duration now) {
        DemoView.Condition was = conditions.get(is.getType());
        Duration changed = was != null
                        && was.status().equals(is.getStatus())
                        && was.reason().equals(is.getReason())
                ? was.changed()
                : now;
        DemoView.Condition condition =
                new DemoView.Condition(is.getType(), is.getStatus(), is.getReason(), is.getMessage(), changed);
        conditions.put(is.getType(), condition);
        return condition;
    }

    private static DemoView.Created created(HasMetadata object) {
        return new DemoView.Created(object.getKind(), object.getMetadata().getName());
    }

    private static DemoView.Proxy proxy(Pod pod, World world) {
        return new DemoView.Proxy(
                pod.getMetadata().getName(),
                Pods.address(pod).orElse(null),
                Pods.phase(pod),
                Pods.isReady(pod),
                world.generationOf(pod).orElse(null));
    }

    private static DemoView.Backend backend(Pod pod, World world) {
        Optional<EndpointStatus> endpoint = world.endpoint(pod);
        String name = pod.getMetadata().getName();
        return new DemoView.Backend(
                name,
                Pods.address(pod).orElse(null),
                Pods.phase(pod),
                endpoint.map(EndpointStatus::state).orElse(null),
                endpoint.map(EndpointStatus::check).orElse(null),
                endpoint.map(EndpointStatus::message).orElse(""),
                world.calls().answered().getOrDefault(name, 0L),
                world.calls().perSecond(world.now(), name));
    }

    /** Returns those that have answered calls and are there no more, so that the sum stays right. */
    private static Stream<DemoView.Backend> gone(World world) {
        Set<String> names = new HashSet<>(world.calls().answered().keySet());
        world.backends().forEach(pod -> names.remove(pod.getMetadata().getName()));
        return names.stream()
                .sorted()
                .map(name -> new DemoView.Backend(
                        name,
                        null,
                        GONE,
                        null,
                        null,
                        "",
                        world.calls().answered().getOrDefault(name, 0L),
                        0));
    }

    private static DemoView.Calls calls(World world) {
        CallCounts calls = world.calls();
        return new DemoView.Calls(
                calls.sent(), calls.failed(), calls.connections(), calls.perSecond(world.now()), calls.history());
    }
}
