package io.fairlead.proxy.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import io.fairlead.api.v1alpha1.SendProxy;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
class ProbeConnectionTest {

    private static final String LOCAL = "\r\n\r\n\0\r\nQUIT\n \0\0\0";
    private static final HealthCheck CHECK = HealthCheckBuilder.builder().build();

    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final Transport transport;

    ProbeConnectionTest(Transport transport) {
        this.transport = transport;
        loops = transport.newEventLoops(1, "probe-test");
        loop = loops.next();
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void probesComeFromTheSourceAddress() throws Exception {
        // Given
        Backend backend = Configs.of()
                .backend(builder -> builder.sourceAddress("127.0.0.77"))
                .backend();
        try (ServerSocket server = Sockets.listen()) {

            // When
            ProbeResult result = probe(server, backend, CHECK);

            // Then
            assertThat(result).isEqualTo(ProbeResult.OK);
            try (Socket accepted = Sockets.accept(server)) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("127.0.0.77");
            }
        }
    }

    @Test
    void aSourceAddressThatTheMachineDoesNotHaveFailsThemAndIsNamed() throws Exception {
        // Given
        Backend backend = Configs.of()
                .backend(builder -> builder.sourceAddress("192.0.2.1"))
                .backend();
        try (ServerSocket server = Sockets.listen()) {

            // When
            ProbeResult result = probe(server, backend, CHECK);

            // Then
            assertThat(result)
                    .isEqualTo(new ProbeResult(CheckResult.L4CON, "source address 192.0.2.1 is none of this machine"));
        }
    }

    @Test
    void aSourceAddressOfIpv4ReachesNoServerOfIpv6() throws Exception {
        // Given
        Backend backend = Configs.of()
                .backend(builder -> builder.sourceAddress("127.0.0.77"))
                .backend();
        try (ServerSocket server = new ServerSocket(0, 1, NetUtil.LOCALHOST6)) {

            // When
            ProbeResult result = probe(server, backend, CHECK);

            // Then
            assertThat(result.check()).isEqualTo(CheckResult.L4CON);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "    ,      , true",
        "    , true , true",
        "    , false, false",
        "8080,      , false",
        "8080, true , true",
        "8080, false, false",
    })
    void aHeaderIsSentToTheServersOwnPortUnlessItIsSaidOtherwise(
            @Nullable Integer port, @Nullable Boolean sendProxy, boolean sent) throws Exception {
        // Given
        HealthCheck check = HealthCheckBuilder.builder()
                .tcp(new TcpHealthCheck(port))
                .sendProxy(sendProxy)
                .build();
        try (ServerSocket server = Sockets.listen()) {

            // When
            ProbeResult result = probe(server, withHeader(ProxyProtocolVersion.V2), check);

            // Then
            assertThat(result).isEqualTo(ProbeResult.OK);
            try (Socket accepted = Sockets.accept(server)) {
                assertThat(received(accepted)).isEqualTo(sent ? LOCAL : "");
            }
        }
    }

    @Test
    void aGrpcProbesHeaderComesBeforeItsFirstFrame() throws Exception {
        // Given
        HealthCheck check =
                HealthCheckBuilder.builder().type(HealthCheckType.GRPC).build();
        try (ServerSocket server = Sockets.listen()) {

            // When
            start(server, withHeader(ProxyProtocolVersion.V1), check);

            // Then
            try (Socket accepted = Sockets.accept(server)) {
                String expected = "PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r\nPRI * HTTP/2.0"
                        .formatted(accepted.getPort(), accepted.getLocalPort());
                assertThat(new String(accepted.getInputStream().readNBytes(expected.length()), ISO_8859_1))
                        .isEqualTo(expected);
            }
        }
    }

    private static Backend withHeader(ProxyProtocolVersion version) {
        return Configs.of()
                .backend(builder -> builder.proxyProtocol(new SendProxy(version, null)))
                .backend();
    }

    private ProbeResult probe(ServerSocket server, Backend backend, HealthCheck check) throws Exception {
        return start(server, backend, check).get(20, TimeUnit.SECONDS);
    }

    private CompletableFuture<ProbeResult> start(ServerSocket server, Backend backend, HealthCheck check) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        Probe probe = Probes.on(transport, loop).of(backend, check);
        InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
        loop.execute(() -> probe.start(target, Duration.ofSeconds(20), result::complete));
        return result;
    }

    /** Reads up to the reset with which a probe ends. */
    private static String received(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                text.append((char) next);
            }
        } catch (SocketException reset) {
            return text.toString();
        }
        return text + " and a FIN";
    }
}
