package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The world of the sample: three backends, two proxies and all of it well, until a test changes something. Its clock stands still. */
final class Scene {

    static final int CLIENTS = 4;

    private static final String UID = "uid-of-echo";
    private static final KubernetesSerialization OBJECTS = new KubernetesSerialization();
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(100);
    private static final int CALLS_PER_CONNECTION = 4;

    final Map<String, Pod> backends = new TreeMap<>();
    final Map<String, Pod> proxies = new TreeMap<>();
    final Map<String, Long> reports = new TreeMap<>();
    final Map<String, Condition> conditions = new TreeMap<>();
    final Map<String, EndpointStatus> endpoints = new TreeMap<>();
    final List<HasMetadata> owned = new ArrayList<>();
    final Set<String> crashed = new TreeSet<>();
    final CallLog log = new CallLog();

    ListenerMode mode = ListenerMode.TCP;

    @Nullable
    Algorithm algorithm = Algorithm.RoundRobin;

    long generation = 1;
    long deploymentGeneration = 1;
    boolean operatorRunning = true;

    private long nanos;
    private final Stopwatch clock = new Stopwatch(() -> nanos);
    private int connections;

    Scene() {
        for (int backend = 1; backend <= 3; backend++) {
            addBackend("echo-" + backend);
        }
        addProxy("echo-lb-1");
        addProxy("echo-lb-2");
        for (String kind : List.of("ServiceAccount", "Role", "RoleBinding", "ConfigMap", "Deployment")) {
            own(kind, UID);
        }
        owned.add(service());
        programmed();
    }

    Stopwatch clock() {
        return clock;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void addBackend(String name) {
        backends.put(name, pod(name, "127.64.0." + (10 + backends.size()), true, 0));
        endpoint(name, EndpointState.Up, CheckResult.L4OK, 2);
    }

    void addProxy(String name) {
        proxies.put(name, pod(name, "127.64.0." + (20 + proxies.size()), true, 0));
        reports.put(name, generation);
    }

    void own(String kind, String owner) {
        owned.removeIf(object -> object.getKind().equals(kind));
        GenericKubernetesResource object =
                OBJECTS.unmarshal("""
                apiVersion: v1
                kind: %s
                metadata:
                  name: echo-lb
                  uid: uid-of-%s
                  ownerReferences: [{uid: %s}]
                """.formatted(kind, kind, owner), GenericKubernetesResource.class);
        if (kind.equals("Deployment")) {
            object.getMetadata().setGeneration(deploymentGeneration);
        }
        owned.add(object);
    }

    private static HasMetadata service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("echo-lb")
                .withUid("uid-of-Service")
                .addNewOwnerReference()
                .withUid(UID)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withClusterIP("127.64.128.7")
                .addNewPort()
                .withPort(50_050)
                .endPort()
                .endSpec()
                .build();
    }

    static Pod pod(String name, String address, boolean ready, int restarts) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-of-" + name)
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(address)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .addNewContainerStatus()
                .withRestartCount(restarts)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    static Pod terminating(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
    }

    void endpoint(String backend, EndpointState state, CheckResult check, int upOn) {
        endpoints.put(backend, endpointAt(addressOf(backend), state, check, upOn));
    }

    static EndpointStatus endpointAt(String address, EndpointState state, CheckResult check, int upOn) {
        String message = check == CheckResult.L4OK ? null : "Connection refused";
        return new EndpointStatus(null, address, 50_051, state, check, message, upOn, 2, null);
    }

    private String addressOf(String backend) {
        return Objects.requireNonNull(backends.get(backend)).getStatus().getPodIP();
    }

    void condition(String type, String status, String reason, String message) {
        conditions.put(
                type,
                new ConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withMessage(message)
                        .withObservedGeneration(generation)
                        .build());
    }

    /** Has all conditions be True for the generation, and each proxy run it. */
    void programmed() {
        condition("Accepted", "True", "Accepted", "All is well.");
        condition("Programmed", "True", "Programmed", "2 of 2 ready proxies run it.");
        condition("Ready", "True", "Ready", "Each backend is up.");
        reports.replaceAll((proxy, old) -> generation);
    }

    /** Has each client call for a while, on a new connection every few calls, in turn over those backends. */
    void callInTurn(Duration time, String... names) {
        call(time, (client, connection) -> names[connection % names.length]);
    }

    /**
     * Has each client call for a while, on a new connection every few calls; {@code pick} gets the client and the connection's number. In
     * mode GRPC they share one, and a backend is picked for some calls of a client at a time.
     */
    void call(Duration time, BiFunction<Integer, Integer, String> pick) {
        Duration end = clock.elapsed().plus(time);
        while (clock.elapsed().compareTo(end) < 0) {
            Duration opened = clock.elapsed();
            log.connections(mode == ListenerMode.GRPC ? 1 : connections + CLIENTS);
            for (int call = 0; call < CALLS_PER_CONNECTION; call++) {
                pass(BETWEEN_CALLS);
                for (int client = 0; client < CLIENTS; client++) {
                    String backend = pick.apply(client, connections + client);
                    log.add(Call.answered(client, opened, clock.elapsed(), backend));
                }
            }
            connections += CLIENTS;
        }
    }

    /** Has a call fail now, on a connection that was asked for so long ago. */
    void fail(Duration ago) {
        log.add(Call.failed(0, clock.elapsed().minus(ago), clock.elapsed(), "UNAVAILABLE: io exception"));
    }

    World world() {
        return new World(
                clock.elapsed(),
                loadBalancer(),
                owned,
                List.copyOf(proxies.values()),
                List.copyOf(backends.values()),
                reports.entrySet().stream()
                        .map(report -> report(report.getKey(), report.getValue()))
                        .toList(),
                log.counts(clock.elapsed()),
                crashed,
                operatorRunning);
    }

    private @Nullable GrpcLoadBalancer loadBalancer() {
        if (algorithm == null) {
            return null;
        }
        GrpcLoadBalancer loadBalancer =
                OBJECTS.unmarshal("""
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo, namespace: fairlead-demo, uid: %s, generation: %d}
                spec:
                  listeners: [{name: grpc, port: 50050, mode: %s}]
                  backends:
                  - name: echo
                    service: {name: echo, port: grpc}
                    balance: {algorithm: %s}
                """.formatted(UID, generation, mode, algorithm), GrpcLoadBalancer.class);
        int healthy = (int) endpoints.values().stream()
                .filter(endpoint -> endpoint.state() == EndpointState.Up)
                .count();
        loadBalancer.setStatus(new GrpcLoadBalancerStatus(
                generation,
                List.copyOf(conditions.values()),
                null,
                null,
                2,
                2,
                null,
                null,
                List.of(new BackendStatus("echo", null, healthy, endpoints.size(), List.copyOf(endpoints.values())))));
        return loadBalancer;
    }

    private static ProxyReport report(String proxy, long generation) {
        ProxyReport report = new ProxyReport();
        report.getMetadata().setName(proxy);
        report.setStatus(new ProxyReportStatus(UID, generation, null, null, null, null, null));
        return report;
    }
}
