package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known at one moment of what the demo runs. Whether a step was seen is decided on it alone.
 *
 * @param now when, since the demo's clock started
 * @param loadBalancer absent until it is applied
 * @param owned the objects that the operator made for it, in the order in which they were seen
 * @param proxies pods of the proxies, by name
 * @param backends pods that calls go to, by name
 * @param reports what proxies say of themselves
 * @param crashed the names of the backends that were killed and have not returned
 * @param operatorRunning whether there is an operator
 */
record World(
        Duration now,
        @Nullable GrpcLoadBalancer loadBalancer,
        List<HasMetadata> owned,
        List<Pod> proxies,
        List<Pod> backends,
        List<ProxyReport> reports,
        CallCounts calls,
        Set<String> crashed,
        boolean operatorRunning) {

    /** Nothing is known yet. */
    static final World EMPTY = new World(
            Duration.ZERO, null, List.of(), List.of(), List.of(), List.of(), CallCounts.NONE, Set.of(), false);

    World {
        owned = List.copyOf(owned);
        proxies = List.copyOf(proxies);
        backends = List.copyOf(backends);
        reports = List.copyOf(reports);
        crashed = Set.copyOf(crashed);
    }

    /** Returns the generation of the load balancer's spec; 0 where there is none. */
    long generation() {
        return loadBalancer == null ? 0 : loadBalancer.getMetadata().getGeneration();
    }

    /** Returns how the load balancer treats what clients send; TCP where there is none. */
    ListenerMode mode() {
        return loadBalancer == null
                ? ListenerMode.TCP
                : loadBalancer.getSpec().listeners().getFirst().modeOrDefault();
    }

    private Optional<GrpcLoadBalancerStatus> status() {
        return Optional.ofNullable(loadBalancer).map(GrpcLoadBalancer::getStatus);
    }

    long observedGeneration() {
        return status().map(GrpcLoadBalancerStatus::observedGeneration).orElse(0L);
    }

    List<Condition> conditions() {
        return status().map(GrpcLoadBalancerStatus::conditions).orElse(List.of());
    }

    /** Whether a condition is True for the spec as it is now. */
    boolean holds(String type) {
        return conditions().stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True")
                        && Long.valueOf(generation()).equals(condition.getObservedGeneration()));
    }

    private Stream<BackendStatus> backendStatuses() {
        return status().map(GrpcLoadBalancerStatus::backends).stream().flatMap(List::stream);
    }

    /** Returns what the status says of the endpoints, those with the address of no pod as well. */
    List<EndpointStatus> endpoints() {
        return backendStatuses()
                .map(BackendStatus::endpoints)
                .flatMap(endpoints -> endpoints == null ? Stream.empty() : endpoints.stream())
                .toList();
    }

    /** Returns what the status says of the endpoint at a pod's address. */
    Optional<EndpointStatus> endpoint(Pod pod) {
        return Pods.address(pod)
                .flatMap(address -> endpoints().stream()
                        .filter(endpoint -> endpoint.address().equals(address))
                        .findFirst());
    }

    /** Returns where clients call the load balancer; empty before its Service has an address. */
    Optional<InetSocketAddress> address() {
        return owned.stream()
                .filter(Service.class::isInstance)
                .map(service -> ((Service) service).getSpec())
                .filter(spec -> spec.getClusterIP() != null && !spec.getPorts().isEmpty())
                .map(spec -> new InetSocketAddress(
                        spec.getClusterIP(), spec.getPorts().getFirst().getPort()))
                .findFirst();
    }

    /** Returns how many endpoints are up of all backends, as the status says. */
    int healthy() {
        return backendStatuses().mapToInt(BackendStatus::healthy).sum();
    }

    /** Returns how many endpoints all backends have, as the status says. */
    int endpointsInAll() {
        return backendStatuses().mapToInt(BackendStatus::total).sum();
    }

    /** Returns how many proxies are asked for. */
    int proxiesWanted() {
        return loadBalancer == null
                ? 0
                : loadBalancer.getSpec().proxyOrDefault().replicasOrDefault();
    }

    List<Pod> readyProxies() {
        return proxies.stream().filter(Pods::isReady).toList();
    }

    List<Pod> readyBackends() {
        return backends.stream().filter(Pods::isReady).toList();
    }

    /** Returns the generation that a proxy says that it runs; empty before it has said so. */
    Optional<Long> generationOf(Pod proxy) {
        return reports.stream()
                .filter(report -> report.getMetadata()
                        .getName()
                        .equals(proxy.getMetadata().getName()))
                .findFirst()
                .map(ProxyReport::getStatus)
                .map(ProxyReportStatus::observedGeneration);
    }
}
