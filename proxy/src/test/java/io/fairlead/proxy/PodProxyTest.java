package io.fairlead.proxy;

import static io.fairlead.proxy.testing.KubernetesApi.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.proxy.testing.KubernetesApi;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.ProxyProcess;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command as a pod does, in a process of its own. */
class PodProxyTest {

    private static final String POD = "echo-lb-7d9f-x2x4z";

    /** The requests that the Role of a proxy allows, and the discovery that every ServiceAccount may do. */
    private static final List<String> ALLOWED = List.of(
            "GET /apis/discovery\\.k8s\\.io/v1",
            "GET /api/v1/namespaces/shop/configmaps\\?(.*&)?fieldSelector=metadata\\.name%3Decho-lb(&.*)?",
            "GET /api/v1/namespaces/shop/services\\?.*",
            "GET /apis/discovery\\.k8s\\.io/v1/namespaces/shop/endpointslices\\?.*",
            "POST /apis/fairlead\\.io/v1alpha1/namespaces/shop/proxyreports",
            "PATCH /apis/fairlead\\.io/v1alpha1/namespaces/shop/proxyreports/" + POD,
            "PATCH /apis/fairlead\\.io/v1alpha1/namespaces/shop/proxyreports/" + POD + "/status");

    @TempDir
    private Path folder;

    private KubernetesApi api;
    private PlainServer one;
    private PlainServer two;
    private InetSocketAddress listener;
    private Path mounted;

    @BeforeEach
    void start() throws Exception {
        api = KubernetesApi.start();
        one = PlainServer.start("one");
        two = PlainServer.start("two");
        listener = new InetSocketAddress("127.0.0.9", Sockets.unused().getPort());
        mounted = folder.resolve("grpcloadbalancer.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
        one.close();
        two.close();
    }

    @Test
    void itStartsFromTheMountedFileWhileTheApiIsAwayAndFollowsTheApiOnceItIsThere() throws Exception {
        // Given
        Files.writeString(mounted, config(1, one));
        api.goAway();
        try (ProxyProcess proxy = startPod().awaitReady()) {
            String meanwhile = Sockets.serverName(listener);

            // When
            api.comeBack();
            api.putConfig("echo-lb", config(2, two));
            proxy.awaitErr("configuration applied");

            // Then
            assertThat(meanwhile).isEqualTo("one");
            assertThat(Sockets.serverName(listener)).isEqualTo("two");
        }
    }

    @Test
    void whileTheApiIsAwayItGoesOnAndAfterwardsItCatchesUpAndReports() throws Exception {
        // Given
        api.putConfig("echo-lb", config(1, one));
        try (ProxyProcess proxy = startPod().awaitReady()) {
            awaitReport(status -> Objects.equals(status.observedGeneration(), 1L));

            // When
            api.goAway();
            proxy.awaitErr("cannot be followed");
            String meanwhile = Sockets.serverName(listener);
            api.comeBack();
            api.putConfig("echo-lb", config(2, two));
            proxy.awaitErr("configuration applied");

            // Then
            assertThat(meanwhile).isEqualTo("one");
            assertThat(Sockets.serverName(listener)).isEqualTo("two");
            awaitReport(status -> Objects.equals(status.observedGeneration(), 2L));
        }
    }

    @Test
    void withoutAConfigurationItLivesAndIsNotReadyUntilThereIsOne() throws Exception {
        // Given
        try (ProxyProcess proxy = startPod().awaitErr("admin port listens").awaitErr("does not exist")) {
            String liveness = proxy.admin("/livez");
            String readiness = proxy.admin("/readyz");

            // When
            api.putConfig("echo-lb", config(1, one));
            proxy.awaitReady();

            // Then
            assertThat(liveness).isEqualTo("ok\n");
            assertThat(readiness).isEqualTo("starting: no configuration yet\n");
            assertThat(Sockets.serverName(listener)).isEqualTo("one");
        }
    }

    @Test
    void sigtermBeforeAConfigurationEndsItWithZero() throws Exception {
        // Given
        try (ProxyProcess proxy = startPod().awaitErr("admin port listens")) {

            // When
            proxy.signal("TERM");
            int exit = proxy.awaitExit();

            // Then
            assertThat(exit).isZero();
        }
    }

    @Test
    void aFirstConfigurationThatIsRefusedIsReportedAndAGoodOneRuns() throws Exception {
        // Given
        String fault =
                "spec.frobnicate: unknown field (expected: one of accessLog, backends, drain, listeners, maxConnections, metrics, proxy)";
        Files.writeString(mounted, config(1, one) + "  frobnicate: 1\n");
        try (ProxyProcess proxy = startPod().awaitErr("configuration refused")) {
            awaitReport(status -> fault.equals(status.refusal()));
            ProxyReportStatus refused = report();
            String page = proxy.admin("/status");

            // When
            api.putConfig("echo-lb", config(2, one));
            proxy.awaitReady();

            // Then
            assertThat(refused.uid()).isEqualTo("8d3c1f0e");
            assertThat(refused.observedGeneration()).isNull();
            assertThat(refused.refusedGeneration()).isEqualTo(1);
            assertThat(page).contains("\"refusal\": \"" + fault + "\"");
            awaitReport(status -> status.refusal() == null && Objects.equals(status.observedGeneration(), 2L));
        }
    }

    @Test
    void aNewerConfigurationThatIsRefusedIsReportedAndTheOldOneGoesOn() throws Exception {
        // Given
        api.putConfig("echo-lb", config(1, one));
        try (ProxyProcess proxy = startPod().awaitReady()) {

            // When
            api.putConfig("echo-lb", config(2, two).replace("port: " + listener.getPort(), "port: 70000"));
            proxy.awaitErr("configuration refused");

            // Then
            awaitReport(status -> Objects.equals(status.refusedGeneration(), 2L)
                    && Objects.equals(status.observedGeneration(), 1L)
                    && "spec.listeners[0].port: 70000 (expected: 1-65535)".equals(status.refusal()));
            assertThat(Sockets.serverName(listener)).isEqualTo("one");
        }
    }

    @Test
    void aFirstConfigurationWhosePortIsInUseRunsAsSoonAsThePortIsFree() throws Exception {
        // Given
        Files.writeString(mounted, config(1, one));
        api.putConfig("echo-lb", config(1, one));
        try (ServerSocket taken = taken();
                ProxyProcess proxy = startPod().awaitErr("configuration refused")) {
            awaitReport(status -> Objects.equals(status.refusedGeneration(), 1L));

            // When
            taken.close();
            proxy.awaitReady();

            // Then
            assertThat(Sockets.serverName(listener)).isEqualTo("one");
            awaitReport(status -> status.refusal() == null && Objects.equals(status.observedGeneration(), 1L));
            assertThat(proxy.admin("/status")).doesNotContain("\"refusal\"");
        }
    }

    @Test
    void aConfigurationWhosePortIsInUseIsTriedUntilItRunsAndSaidOnce() throws Exception {
        // Given
        api.putConfig("echo-lb", config(1, one));
        InetSocketAddress first = listener;
        try (ProxyProcess proxy = startPod().awaitReady()) {
            listener = new InetSocketAddress("127.0.0.9", Sockets.unused().getPort());
            ServerSocket taken = taken();
            api.putConfig("echo-lb", config(2, two));
            awaitReport(status -> Objects.equals(status.refusedGeneration(), 2L));
            assertNothingIsApplied(proxy);

            // When
            taken.close();
            proxy.awaitErr("configuration applied");

            // Then
            assertThat(Sockets.serverName(listener)).isEqualTo("two");
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Sockets.connect(first));
            awaitReport(status -> status.refusal() == null && Objects.equals(status.observedGeneration(), 2L));
            assertThat(proxy.err().stream().filter(line -> line.contains("configuration refused")))
                    .hasSize(1);
            assertThat(proxy.admin("/metrics")).contains("fairlead_config_reloads_total{result=\"refused\"} 1.0");
        }
    }

    @Test
    void whatCouldNotBeBoundIsNotTriedAnyMoreWhereTheConfigMapSaysAgainWhatRuns() throws Exception {
        // Given
        api.putConfig("echo-lb", config(1, one));
        String running = config(1, one);
        try (ProxyProcess proxy = startPod().awaitReady()) {
            listener = new InetSocketAddress("127.0.0.9", Sockets.unused().getPort());
            ServerSocket taken = taken();
            api.putConfig("echo-lb", config(2, two));
            awaitReport(status -> Objects.equals(status.refusedGeneration(), 2L));

            // When
            api.putConfig("echo-lb", running);
            awaitReport(status -> status.refusal() == null);
            taken.close();

            // Then
            assertNothingIsApplied(proxy);
        }
    }

    @Test
    void aListenerOnTheAdminPortIsRefused() throws Exception {
        // Given
        try (ProxyProcess proxy = startPod().awaitErr("admin port listens")) {
            listener = new InetSocketAddress("127.0.0.9", proxy.adminPort());

            // When
            api.putConfig("echo-lb", config(1, one));

            // Then
            String refusal = "spec.listeners[0].port: %d (expected: another port than the proxy's admin port)"
                    .formatted(listener.getPort());
            awaitReport(status -> Objects.equals(status.refusedGeneration(), 1L) && refusal.equals(status.refusal()));
        }
    }

    @Test
    void aRefusalEndsWhereTheConfigMapSaysAgainWhatRuns() throws Exception {
        // Given
        api.putConfig("echo-lb", config(1, one));
        try (ProxyProcess proxy = startPod().awaitReady()) {
            api.putConfig("echo-lb", "tampered");
            proxy.awaitErr("configuration refused");
            awaitReport(status -> status.refusal() != null);

            // When
            api.putConfig("echo-lb", config(1, one));

            // Then
            awaitReport(status -> status.refusal() == null);
            assertThat(proxy.err()).noneMatch(line -> line.contains("configuration applied"));
        }
    }

    @Test
    void aChangeIsHeardOfByOneWatchAndThePodAsksNoMoreThanItsRoleAllows() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        api.putConfig("echo-lb", serviceConfig(1, "echo"));
        int before = api.requests().size();
        try (ProxyProcess proxy = startPod().awaitReady()) {
            ProxyProcess.await().until(() -> statusPatches() > 0);

            // When
            api.putConfig("echo-lb", serviceConfig(2, "echo").replace("RoundRobin", "LeastConnections"));
            proxy.awaitErr("configuration applied");

            // Then
            List<String> requests = api.requests().stream()
                    .skip(before)
                    .filter(request -> !request.matches("(POST|PUT|GET) /api/v1/namespaces/shop/configmaps(/.*)?"))
                    .toList();
            assertThat(requests).allSatisfy(request -> assertThat(ALLOWED).anyMatch(request::matches));
            assertThat(requests.stream().filter(request -> request.contains("/configmaps?")))
                    .hasSize(2);
        }
    }

    @Test
    void aWatchThatIsRefusedAgainAndAgainIsSaidOnce() throws Exception {
        // Given
        api.putConfig("echo-lb", config(1, one));
        api.refuse("^GET .*watch=true", 503);

        // When
        try (ProxyProcess proxy = startPod().awaitReady()) {
            ProxyProcess.await().until(() -> watches() > 4);

            // Then
            assertThat(proxy.err())
                    .filteredOn(line -> line.matches("\\S+ (WARN|ERROR) .*"))
                    .singleElement()
                    .asString()
                    .contains("cannot be followed");
        }
    }

    @Test
    void aServiceThatDoesNotExistIsReported() throws Exception {
        // Given
        api.putConfig("echo-lb", serviceConfig(1, "missing"));

        // When
        try (ProxyProcess proxy = startPod().awaitReady()) {

            // Then
            awaitReport(status -> backends(status).equals(List.of("echo ServiceNotFound 0/0")));
        }
    }

    @Test
    void withoutThePodsVariablesItSaysSoInOneLine() throws Exception {
        // When
        try (ProxyProcess proxy = ProxyProcess.startIn(
                Map.of("POD_NAMESPACE", NAMESPACE, "POD_NAME", "", "POD_UID", ""),
                "proxy",
                "--config-map",
                "echo-lb")) {

            // Then
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.err())
                    .containsExactly("POD_NAME, POD_UID: not set (expected: the pod's own, by the downward API)");
        }
    }

    @Test
    void aKubeconfigThatIsNoneIsNamedInOneLine() throws Exception {
        // Given
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), "clusters: [");

        // When
        try (ProxyProcess proxy = ProxyProcess.startIn(
                Map.of(
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "POD_NAMESPACE",
                        NAMESPACE,
                        "POD_NAME",
                        POD,
                        "POD_UID",
                        "pod-uid"),
                "proxy",
                "--config-map",
                "echo-lb")) {

            // Then
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.err())
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).startsWith(kubeconfig + ": ").endsWith("(expected: a kubeconfig)"));
        }
    }

    private ServerSocket taken() throws IOException {
        return new ServerSocket(listener.getPort(), 1, listener.getAddress());
    }

    /** Looks for longer than it takes the proxy to try again twice. */
    private static void assertNothingIsApplied(ProxyProcess proxy) {
        ProxyProcess.await()
                .during(Duration.ofSeconds(5))
                .until(() -> proxy.err().stream().noneMatch(line -> line.contains("configuration applied")));
    }

    private ProxyProcess startPod() throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
        Map<String, String> environment = new HashMap<>(Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "POD_NAME",
                POD,
                "POD_NAMESPACE",
                NAMESPACE,
                "POD_UID",
                "pod-uid",
                "FAIRLEAD_BIND_ADDRESS",
                "127.0.0.9"));
        return ProxyProcess.startIn(
                environment, "proxy", "--config-map", "echo-lb", "--file", mounted.toString(), "--admin", ":0");
    }

    /** The listener's address could not be bound: in a pod it is ignored. */
    private String config(int generation, PlainServer server) {
        return resource(
                generation,
                "servers: [{name: srv1, address: 127.0.0.1, port: %d}]"
                        .formatted(server.address().getPort()));
    }

    private String serviceConfig(int generation, String service) {
        return resource(generation, "service: {name: %s, port: grpc}".formatted(service));
    }

    private String resource(int generation, String servers) {
        return """
                apiVersion: fairlead.io/v1alpha1
                kind: GrpcLoadBalancer
                metadata: {name: echo, namespace: shop, uid: 8d3c1f0e, generation: %d}
                spec:
                  listeners:
                  - {name: grpc, address: 203.0.113.7, port: %d}
                  backends:
                  - name: echo
                    balance: {algorithm: RoundRobin}
                    %s
                  drain: {delay: 0s, timeout: 1s}
                """.formatted(generation, listener.getPort(), servers);
    }

    private long watches() {
        return api.requests().stream()
                .filter(request -> request.contains("watch=true"))
                .count();
    }

    private long statusPatches() {
        return api.requests().stream()
                .filter(request -> request.startsWith("PATCH ") && request.endsWith("/status"))
                .count();
    }

    private void awaitReport(Predicate<ProxyReportStatus> wanted) {
        ProxyProcess.await().until(() -> {
            ProxyReport report = api.report(POD);
            return report != null && report.getStatus() != null && wanted.test(report.getStatus());
        });
    }

    private ProxyReportStatus report() {
        return Objects.requireNonNull(api.report(POD)).getStatus();
    }

    private static List<String> backends(ProxyReportStatus status) {
        List<BackendStatus> backends = status.backends();
        return backends == null
                ? List.of()
                : backends.stream()
                        .map(backend -> "%s %s %d/%d"
                                .formatted(backend.name(), backend.unresolved(), backend.healthy(), backend.total()))
                        .toList();
    }
}
