package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.discovery.ClusterServices;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.KubernetesApi;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pods of a Service that come and go under the RPCs of one connection. */
class RpcDiscoveryTest {

    private static final GrpcLoadBalancer CONFIG =
            Configs.of().modeGrpc().buildForService("echo", new IntOrString("grpc"));

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private KubernetesApi api;
    private List<RpcServer> pods;
    private TestProxy proxy;
    private RpcClient client;

    @BeforeEach
    void start() throws Exception {
        api = scene.open(KubernetesApi.start());
        Cluster cluster = scene.open(Cluster.of(api.config()));
        pods = scene.servers(3);
        api.createService("echo");
        api.putPod("echo", "pod-1", pods.get(0).address(), true);
        api.putPod("echo", "pod-2", pods.get(1).address(), true);
        proxy = scene.open(TestProxy.start(CONFIG, new ClusterServices(cluster)));
        awaitServers("pod-1", "pod-2");
        client = scene.client(proxy);
    }

    @Test
    void aPodThatComesGetsItsShareAtOnce() {
        // Given
        client.serverNames(10);

        // When
        api.putPod("echo", "pod-3", pods.get(2).address(), true);
        awaitServers("pod-1", "pod-2", "pod-3");

        // Then
        assertThat(client.serverNames(30).stream().filter("srv3"::equals)).hasSize(10);
    }

    @Test
    void aPodThatTurnsNotReadyFinishesItsRpcsAndGetsNoNewOnes() throws Exception {
        // Given
        List<RpcCall> held = client.hold(2);
        await().until(() -> pods.get(0).inFlight() == 1 && pods.get(1).inFlight() == 1);

        // When
        api.putPod("echo", "pod-1", pods.get(0).address(), false);
        awaitServers("pod-2");

        // Then
        assertThat(client.serverNames(10)).containsOnly("srv2");
        pods.forEach(RpcServer::release);
        assertThat(held).extracting(RpcCall::answer).containsExactlyInAnyOrder("srv1", "srv2");
    }

    @Test
    void theConnectionToAPodThatIsGoneEndsWithItsLastRpc() throws Exception {
        // Given
        client.serverNames(4);
        RpcCall first = client.start(RpcMethods.CHAT).send(new byte[0]);
        RpcCall second = client.start(RpcMethods.CHAT).send(new byte[0]);
        RpcCall ofFirstPod = Objects.equals(first.headers().get(RpcMethods.SERVER), "srv1") ? first : second;

        // When
        api.putPod("echo", "pod-1", pods.get(0).address(), false);
        awaitServers("pod-2");

        // Then
        assertThat(pods.get(0).open()).isEqualTo(1);
        ofFirstPod.halfClose();
        assertThat(ofFirstPod.code()).isEqualTo(Code.OK);
        await().atMost(Duration.ofSeconds(30)).until(() -> pods.get(0).open() == 0);
    }

    @Test
    void withoutPodsRpcsAreToldSoUntilThereIsOne() {
        // Given
        api.putPod("echo", "pod-1", pods.get(0).address(), false);
        api.putPod("echo", "pod-2", pods.get(1).address(), false);
        awaitServers();

        // When
        RpcCall meanwhile = client.ask();

        // Then
        assertThat(meanwhile.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(meanwhile.status().getDescription()).isEqualTo("backend echo: no server is up");
        api.putPod("echo", "pod-3", pods.get(2).address(), true);
        awaitServers("pod-3");
        assertThat(client.serverName()).isEqualTo("srv3");
    }

    private void awaitServers(String... names) {
        await().untilAsserted(() -> assertThat(
                        proxy.proxy().snapshot().pools().getFirst().members())
                .extracting(member -> member.endpoint().name())
                .containsExactly(names));
    }
}
