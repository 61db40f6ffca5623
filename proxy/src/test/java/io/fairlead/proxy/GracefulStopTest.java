package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.builder.DrainBuilder;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GracefulStopTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private ServerSocket server;
    private TestProxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = Sockets.listen();
        proxy = TestProxy.start(config(Duration.ZERO, LONG));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void withoutConnectionsItEndsAtOnce() throws Exception {
        // When
        CompletableFuture<Void> stopped = proxy.proxy().stop();

        // Then
        assertThat(stopped).succeedsWithin(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> Sockets.connect(proxy.address())).isInstanceOf(ConnectException.class);
    }

    @Test
    void beforeItsFirstConfigurationItEndsAtOnceAndTakesNone() {
        // Given
        try (TestProxy waiting = TestProxy.startWithoutConfig()) {

            // When
            CompletableFuture<Void> stopped = waiting.proxy().stop();

            // Then
            assertThat(stopped).succeedsWithin(4, TimeUnit.SECONDS);
            assertThatThrownBy(() -> waiting.reload(config(LONG, LONG))).isInstanceOf(ConfigRefusedException.class);
            assertThat(waiting.proxy().snapshot().listeners()).isEmpty();
        }
    }

    @Test
    void whileItsDelayLastsItIsNotReadyAndStillAccepts() throws Exception {
        // Given
        proxy.reload(config(LONG, LONG));
        proxy.awaitReady();

        // When
        CompletableFuture<Void> stopped = proxy.proxy().stop();

        // Then
        await().untilAsserted(
                        () -> assertThat(proxy.proxy().snapshot().notReady()).isEqualTo("draining"));
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            accepted.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
        assertThat(stopped).isNotDone();
    }

    @Test
    void aConnectionGoesOnUntilItsOwnEnd() throws Exception {
        // Given
        CompletableFuture<Void> stopped;
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {

            // When
            stopped = proxy.proxy().stop();
            awaitRefusal();
            client.getOutputStream().write(7);

            // Then
            assertThat(accepted.getInputStream().read()).isEqualTo(7);
            assertThat(stopped).isNotDone();
        }
        assertThat(stopped).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.NORMAL);
    }

    @Test
    void whatIsLeftAtTheEndOfTheTimeoutIsClosed() throws Exception {
        // Given
        proxy.reload(config(Duration.ZERO, Duration.ofMillis(100)));
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            accepted.getOutputStream().write(7);
            client.getInputStream().readNBytes(1);

            // When
            CompletableFuture<Void> stopped = proxy.proxy().stop();

            // Then
            assertThat(stopped).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.KILLED_DATA);
        assertThat(record.bytesToClient()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsIdleIsClosedLongBeforeTheTimeoutAndABusyOneIsNot() throws Exception {
        // Given
        try (Socket idle = Sockets.connect(proxy.address());
                Socket idleAccepted = Sockets.accept(server);
                Socket busy = Sockets.connect(proxy.address());
                Socket busyAccepted = Sockets.accept(server);
                ExecutorService background = Executors.newSingleThreadExecutor()) {
            background.submit(() -> exchangeUntilItFails(busy, busyAccepted));

            // When
            CompletableFuture<Void> stopped = proxy.proxy().stop();
            int idleEnd = idle.getInputStream().read();

            // Then
            assertThat(idleEnd).isEqualTo(-1);
            assertThat(idleAccepted.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.KILLED_DATA);
            assertThat(proxy.records()).isEmpty();
            assertThat(stopped).isNotDone();
            Sockets.reset(busy);
            assertThat(stopped).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void connectionsThatAreIdleAreClosedOneAfterTheOtherOverTheCloseSpread() throws Exception {
        // Given
        int count = 20;
        Duration spread = Duration.ofSeconds(2);
        proxy.reload(config(Duration.ZERO, LONG)
                .spec(spec -> spec.drain(
                        DrainBuilder.builder(spec.drain()).closeSpread(spread).build())));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(Sockets.connect(proxy.address()));
        }
        await().until(() -> proxy.listenerStats().active().get() == count);
        long before = System.nanoTime();

        // When
        CompletableFuture<Void> stopped = proxy.proxy().stop();

        // Then
        for (int i = 0; i < count; i++) {
            proxy.nextRecord();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("connections ended before: %d", i)
                    .isGreaterThan(spread.multipliedBy(i).dividedBy(count));
        }
        assertThat(stopped).succeedsWithin(20, TimeUnit.SECONDS);
        for (Socket client : clients) {
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
            client.close();
        }
    }

    @Test
    void whileItStopsAnotherConfigurationIsRefused() throws Exception {
        // Given
        proxy.reload(config(LONG, LONG));
        proxy.proxy().stop();

        // When
        Throwable refusal = catchThrowable(() -> proxy.reload(config(LONG, LONG)));

        // Then
        assertThat(refusal).isInstanceOf(ConfigRefusedException.class).hasMessageContaining("stopping");
    }

    private Configs config(Duration delay, Duration timeout) {
        return Configs.of((InetSocketAddress) server.getLocalSocketAddress()).drain(delay, timeout);
    }

    private void awaitRefusal() {
        await().untilAsserted(() -> assertThatThrownBy(
                        () -> Sockets.connect(proxy.address()).close())
                .isInstanceOf(ConnectException.class));
    }

    private static void exchangeUntilItFails(Socket client, Socket accepted) {
        for (boolean open = true; open; ) {
            try {
                client.getOutputStream().write(7);
                open = accepted.getInputStream().read() == 7;
            } catch (IOException e) {
                open = false;
            }
        }
    }
}
