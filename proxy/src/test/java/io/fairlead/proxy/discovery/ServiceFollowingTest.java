package io.fairlead.proxy.discovery;

import static io.fairlead.proxy.testing.KubernetesApi.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.KubernetesApi;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes Services in a proxy that runs. */
class ServiceFollowingTest {

    private static final GrpcLoadBalancer CONFIG = Configs.of().buildForService("echo", new IntOrString("grpc"));

    private KubernetesApi api;
    private Cluster cluster;
    private ClusterServices services;
    private PlainServer one;
    private PlainServer two;

    @BeforeEach
    void start() throws Exception {
        api = KubernetesApi.start();
        cluster = Cluster.of(api.config());
        services = new ClusterServices(cluster);
        one = PlainServer.start("one");
        two = PlainServer.start("two");
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        api.close();
        one.close();
        two.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "80"})
    void theEndpointsOfAPortByNameOrNumberServe(String port) throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        api.putPod("other", "pod-2", two.address(), true);
        GrpcLoadBalancer config = Configs.of().buildForService("echo", port(port));

        // When
        try (TestProxy proxy = TestProxy.start(config, services)) {
            awaitServers(proxy, "pod-1");

            // Then
            assertThat(Sockets.serverName(proxy.address())).isEqualTo("one");
        }
    }

    @Test
    void anEndpointThatComesServes() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            awaitServers(proxy, "pod-1");

            // When
            api.putPod("echo", "pod-2", two.address(), true);
            awaitServers(proxy, "pod-1", "pod-2");

            // Then
            assertThat(List.of(Sockets.serverName(proxy.address()), Sockets.serverName(proxy.address())))
                    .containsExactlyInAnyOrder("one", "two");
        }
    }

    @Test
    void anEndpointThatTurnsNotReadyGetsNoNewConnectionAndAnEstablishedOneGoesOn() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            awaitServers(proxy, "pod-1");
            try (Socket established = Sockets.connect(proxy.address())) {
                Sockets.greeting(established);
                api.putPod("echo", "pod-2", two.address(), true);

                // When
                api.putPod("echo", "pod-1", one.address(), false);
                awaitServers(proxy, "pod-2");

                // Then
                assertThat(List.of(Sockets.serverName(proxy.address()), Sockets.serverName(proxy.address())))
                        .containsOnly("two");
                established.getOutputStream().write(7);
                assertThat(established.getInputStream().read()).isEqualTo(7);
            }
        }
    }

    @Test
    void aServiceThatIsDeletedHasNoServersUntilItIsThereAgain() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            awaitServers(proxy, "pod-1");

            // When
            api.client().services().inNamespace(NAMESPACE).withName("echo").delete();
            awaitServers(proxy);
            Unresolved meanwhile = unresolved(proxy);
            api.createService("echo");
            awaitServers(proxy, "pod-1");

            // Then
            assertThat(meanwhile).isEqualTo(Unresolved.ServiceNotFound);
            assertThat(unresolved(proxy)).isNull();
            assertThat(Sockets.serverName(proxy.address())).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @CsvSource({"missing:grpc, ServiceNotFound", "echo:missing, PortNotFound", "echo:81, PortNotFound"})
    void withoutSuchAServiceOrPortTheProxyIsReadyWithNoServersAndTellsWhy(String reference, Unresolved reason)
            throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        api.putPod("missing", "pod-1", one.address(), true);
        String[] parts = reference.split(":", 2);
        GrpcLoadBalancer config = Configs.of().buildForService(parts[0], port(parts[1]));

        // When
        try (TestProxy proxy = TestProxy.start(config, services).awaitReady();
                Socket client = Sockets.connect(proxy.address())) {

            // Then
            assertThat(servers(proxy)).isEmpty();
            assertThat(unresolved(proxy)).isEqualTo(reason);
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
        }
    }

    @Test
    void itIsNotReadyBeforeTheApiHasAnswered() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        api.goAway();
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            String notReady = proxy.proxy().snapshot().notReady();

            // When
            api.comeBack();
            awaitServers(proxy, "pod-1");

            // Then
            assertThat(notReady).startsWith("starting");
            proxy.awaitReady();
        }
    }

    @Test
    void whileTheApiIsAwayWhatWasKnownServesAndAfterwardsItCatchesUp() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            awaitServers(proxy, "pod-1");

            // When
            api.goAway();
            String meanwhile = Sockets.serverName(proxy.address());
            api.comeBack();
            api.putPod("echo", "pod-1", one.address(), false);
            api.putPod("echo", "pod-2", two.address(), true);

            // Then
            assertThat(meanwhile).isEqualTo("one");
            awaitServers(proxy, "pod-2");
        }
    }

    @Test
    void withoutEndpointSlicesTheServersComeFromEndpoints() throws Exception {
        // Given
        api.withoutEndpointSlices();
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        api.client()
                .endpoints()
                .inNamespace(NAMESPACE)
                .resource(new EndpointsBuilder()
                        .withNewMetadata()
                        .withName("echo")
                        .endMetadata()
                        .addNewSubset()
                        .addNewAddress()
                        .withIp("127.0.0.1")
                        .endAddress()
                        .addNewPort()
                        .withName("grpc")
                        .withPort(two.address().getPort())
                        .endPort()
                        .endSubset()
                        .build())
                .create();

        // When
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            awaitServers(proxy, "127.0.0.1");

            // Then
            assertThat(Sockets.serverName(proxy.address())).isEqualTo("two");
        }
    }

    @Test
    void aReloadTurnsServersIntoAServiceAndBack() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        Configs servers = Configs.of(two.address());
        try (TestProxy proxy = TestProxy.start(servers.build(), services)) {

            // When
            proxy.proxy().apply(CONFIG);
            awaitServers(proxy, "pod-1");
            String service = Sockets.serverName(proxy.address());
            proxy.reload(servers);

            // Then
            assertThat(service).isEqualTo("one");
            assertThat(servers(proxy)).containsExactly("srv1");
            assertThat(Sockets.serverName(proxy.address())).isEqualTo("two");
        }
    }

    @Test
    void aReloadMayNameThePortInAnotherWay() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            awaitServers(proxy, "pod-1");

            // When
            proxy.proxy().apply(Configs.of().buildForService("echo", port("80")));

            // Then
            await().until(() -> proxy.proxy().snapshot().pools().getFirst().discovered());
            assertThat(servers(proxy)).containsExactly("pod-1");
        }
    }

    @Test
    void aReloadMayNameAnotherServiceOrNamespace() throws Exception {
        // Given
        api.createService("echo");
        api.putPod("echo", "pod-1", one.address(), true);
        api.createService("other");
        api.putPod("other", "pod-2", two.address(), true);
        GrpcLoadBalancer elsewhere = Configs.of().buildForService("other", new IntOrString("grpc"));
        elsewhere.getMetadata().setNamespace("empty");
        try (TestProxy proxy = TestProxy.start(CONFIG, services)) {
            awaitServers(proxy, "pod-1");

            // When
            proxy.proxy().apply(Configs.of().buildForService("other", new IntOrString("grpc")));
            awaitServers(proxy, "pod-2");
            proxy.proxy().apply(elsewhere);

            // Then
            awaitServers(proxy);
        }
    }

    private static IntOrString port(String text) {
        return Character.isDigit(text.charAt(0)) ? new IntOrString(Integer.parseInt(text)) : new IntOrString(text);
    }

    private static void awaitServers(TestProxy proxy, String... names) {
        await().untilAsserted(() -> assertThat(servers(proxy)).containsExactly(names));
    }

    private static @Nullable Unresolved unresolved(TestProxy proxy) {
        return proxy.proxy().snapshot().pools().getFirst().unresolved();
    }

    private static List<String> servers(TestProxy proxy) {
        return proxy.proxy().snapshot().pools().getFirst().members().stream()
                .map(member -> member.endpoint().name())
                .toList();
    }
}
