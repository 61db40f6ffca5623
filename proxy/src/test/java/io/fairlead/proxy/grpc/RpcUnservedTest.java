package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What RPCs are told that no server can be had for. */
class RpcUnservedTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private RpcServer server;
    private Configs config;

    @BeforeEach
    void start() throws Exception {
        server = scene.server("srv1");
        config = RpcScene.config(List.of(server));
    }

    @Test
    void noServerIsUp() throws Exception {
        // Given
        RpcClient client =
                scene.client(config.backend(backend -> backend.overrides(List.of(EndpointOverrideBuilder.builder()
                        .server("srv1")
                        .state(AdministrativeState.Maintenance)
                        .build()))));

        // When
        String outcome = client.ask().outcome();

        // Then
        assertThat(outcome).isEqualTo("UNAVAILABLE: backend echo: no server is up");
    }

    @Test
    void noServerCanBeConnectedTo() throws Exception {
        // Given
        TestProxy proxy =
                scene.proxy(Configs.of(Sockets.unused(), Sockets.unused()).modeGrpc());

        // When
        Status status = scene.client(proxy).ask().status();

        // Then
        assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(status.getDescription()).matches("backend echo, server srv[12]: Connection refused");
        assertThat(connectErrors(proxy, "srv1") + connectErrors(proxy, "srv2"))
                .as("once, and three retries")
                .isEqualTo(4);
    }

    @Test
    void noServerCanBeConnectedToInTime() throws Exception {
        // Given
        PlainServer full = scene.open(PlainServer.full("srv1"));
        RpcClient client = scene.client(Configs.of(full.address())
                .modeGrpc()
                .timeouts(SHORT, null, null)
                .retries(0, true));

        // When
        String outcome = client.ask().outcome();

        // Then
        assertThat(outcome).isEqualTo("UNAVAILABLE: backend echo, server srv1: connect timed out");
    }

    @Test
    void aServerThatIsFrozen() throws Exception {
        // Given
        PlainServer frozen = scene.open(PlainServer.frozen("srv1"));
        RpcClient client = scene.client(Configs.of(frozen.address())
                .modeGrpc()
                .timeouts(SHORT, null, null)
                .retries(0, true));

        // When
        String outcome = client.ask().outcome();

        // Then
        assertThat(outcome).isEqualTo("UNAVAILABLE: backend echo, server srv1: connect timed out");
    }

    @Test
    void aServerThatDoesNotSpeakHttp2() throws Exception {
        // Given
        PlainServer plain = scene.open(PlainServer.start("srv1"));
        RpcClient client = scene.client(Configs.of(plain.address()).modeGrpc().retries(0, true));

        // When
        Status status = client.ask().status();

        // Then
        assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(status.getDescription())
                .startsWith("backend echo, server srv1: ")
                .endsWith(" before it spoke HTTP/2");
    }

    private static long connectErrors(TestProxy proxy, String server) {
        return proxy.server(server).endpoint().stats().connectErrors().sum();
    }
}
