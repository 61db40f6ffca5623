package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.Observation;
import io.fairlead.api.v1alpha1.ObservedLayer;
import io.fairlead.api.v1alpha1.OnError;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Health in mode GRPC: what probes say, and what the connections of RPCs do not say. */
class RpcHealthTest {

    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private final HealthStatusManager health = new HealthStatusManager();

    @Test
    void aServerThatSaysItDoesNotServeGetsNoNewRpcAndFinishesThoseThatItHas() throws Exception {
        // Given
        RpcServer first = scene.server("srv1", builder -> builder.addService(health.getHealthService()));
        RpcServer second =
                scene.server("srv2", builder -> builder.addService(new HealthStatusManager().getHealthService()));
        TestProxy proxy = scene.proxy(probed(first, second)).awaitReady();
        RpcClient client = scene.client(proxy);
        List<RpcCall> held = client.hold(2);
        await().until(() -> first.inFlight() == 1 && second.inFlight() == 1);

        // When
        health.setStatus("", ServingStatus.NOT_SERVING);
        proxy.awaitState("srv1", EndpointState.Down);

        // Then
        assertThat(proxy.server("srv1").health().check()).isEqualTo(CheckResult.L7STS);
        assertThat(client.serverNames(10)).containsOnly("srv2");
        first.release();
        second.release();
        assertThat(held).extracting(RpcCall::answer).containsExactlyInAnyOrder("srv1", "srv2");
    }

    @Test
    void whereNoServerServesRpcsAreToldSoUntilOneDoes() throws Exception {
        // Given
        RpcServer only = scene.server("srv1", builder -> builder.addService(health.getHealthService()));
        TestProxy proxy = scene.proxy(probed(only)).awaitReady();
        RpcClient client = scene.client(proxy);
        health.setStatus("", ServingStatus.NOT_SERVING);
        proxy.awaitState("srv1", EndpointState.Down);

        // When
        RpcCall whileDown = client.ask();

        // Then
        assertThat(whileDown.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(whileDown.status().getDescription()).isEqualTo("backend echo: no server is up");
        health.setStatus("", ServingStatus.SERVING);
        proxy.awaitState("srv1", EndpointState.Up);
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @Test
    void aServerThatSaysThatItsConnectionsEndHasNotFailed() throws Exception {
        // Given
        RpcServer aging = scene.server(
                "srv1",
                builder -> builder.addService(health.getHealthService())
                        .maxConnectionAge(100, TimeUnit.MILLISECONDS)
                        .maxConnectionAgeGrace(20, TimeUnit.SECONDS));
        Configs config = Configs.of(aging.address())
                .modeGrpc()
                .check(HealthCheckBuilder.builder()
                        .type(HealthCheckType.GRPC)
                        .interval(LONG)
                        .observe(new Observation(ObservedLayer.Layer4, 1, OnError.MarkDown))
                        .build());
        TestProxy proxy = scene.proxy(config).awaitReady();
        RpcClient client = scene.client(proxy);

        // When
        int before = aging.connections();
        await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> {
            client.serverName();
            return aging.connections() >= before + 5;
        });

        // Then
        assertThat(proxy.server("srv1").state()).isEqualTo(EndpointState.Up);
        assertThat(proxy.server("srv1").endpoint().stats().connectErrors().sum())
                .isZero();
    }

    @Test
    void aServerWhoseConnectionsAreRefusedIsMarkedDownWhereThatIsObserved() throws Exception {
        // Given
        RpcServer only = scene.server("srv1", builder -> builder.addService(health.getHealthService()));
        Configs config = Configs.of(only.address())
                .modeGrpc()
                .check(HealthCheckBuilder.builder()
                        .type(HealthCheckType.GRPC)
                        .interval(LONG)
                        .observe(new Observation(ObservedLayer.Layer4, 1, OnError.MarkDown))
                        .build());
        TestProxy proxy = scene.proxy(config).awaitReady();
        RpcClient client = scene.client(proxy);
        only.shutDown();
        only.awaitEnd();

        // When
        RpcCall refused = client.ask();

        // Then: by probes alone it would be three intervals; one follows at once, and may have found the same already
        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        proxy.awaitState("srv1", EndpointState.Down);
        assertThat(proxy.server("srv1").health().check()).isIn(CheckResult.HANA, CheckResult.L4CON);
    }

    private static Configs probed(RpcServer... servers) {
        return RpcScene.config(List.of(servers))
                .check(HealthCheckBuilder.builder()
                        .type(HealthCheckType.GRPC)
                        .interval(OFTEN)
                        .timeout(LONG)
                        .build());
    }
}
