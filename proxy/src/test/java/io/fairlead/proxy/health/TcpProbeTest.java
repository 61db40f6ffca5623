package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
class TcpProbeTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final TcpProbe probe;

    TcpProbeTest(Transport transport) {
        loops = transport.newEventLoops(1, "probe-test");
        loop = loops.next();
        probe = new TcpProbe(new ProbeConnection(
                transport,
                loop,
                Configs.of().backend(),
                HealthCheckBuilder.builder().build()));
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void aServerThatListensIsOk() throws Exception {
        // Given
        try (ServerSocket server = Sockets.listen()) {

            // When
            ProbeResult result = run(address(server), LONG);

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L4OK, null));
        }
    }

    @Test
    void theConnectionEndsWithAResetAndWithoutAByte() throws Exception {
        // Given
        try (ServerSocket server = Sockets.listen()) {
            run(address(server), LONG);

            // When
            try (Socket accepted = Sockets.accept(server)) {
                String end = endOf(accepted);

                // Then
                assertThat(end).isEqualTo("Connection reset");
            }
        }
    }

    @Test
    void aPortOnWhichNobodyListensIsRefused() throws Exception {
        // Given
        InetSocketAddress nobody = Sockets.unused();

        // When
        ProbeResult result = run(nobody, LONG);

        // Then
        assertThat(result).isEqualTo(new ProbeResult(CheckResult.L4CON, "Connection refused"));
    }

    @Test
    void aServerWhoseBacklogIsFullTimesOut() throws Exception {
        // Given
        try (PlainServer server = PlainServer.full("srv1")) {

            // When
            ProbeResult result = run(server.address(), Duration.ofMillis(300));

            // Then
            assertThat(result).isEqualTo(new ProbeResult(CheckResult.L4TOUT, "connect timed out"));
        }
    }

    @Test
    void theResultIsGivenOnceOnTheControlThread() throws Exception {
        // Given
        AtomicInteger given = new AtomicInteger();
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();

        // When
        probe.start(Sockets.unused(), Duration.ofMillis(100), result -> {
            given.incrementAndGet();
            onLoop.complete(loop.inEventLoop());
        });

        // Then
        assertThat(onLoop.get(20, TimeUnit.SECONDS)).isTrue();
        loop.schedule(() -> {}, 200, TimeUnit.MILLISECONDS).sync();
        assertThat(given).hasValue(1);
    }

    private ProbeResult run(InetSocketAddress target, Duration timeout) throws Exception {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        probe.start(target, timeout, result::complete);
        return result.get(30, TimeUnit.SECONDS);
    }

    private static InetSocketAddress address(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Returns what ends the stream: a number of bytes and a FIN, or an error's words. */
    private static String endOf(Socket socket) throws IOException {
        try {
            return Sockets.drain(socket) + " bytes, FIN";
        } catch (SocketException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
