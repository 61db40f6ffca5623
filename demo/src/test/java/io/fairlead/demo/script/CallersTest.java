package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.echo.EchoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallersTest {

    private static final CallRate RATE = new CallRate(Duration.ofMillis(5), 3);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Nothing else connects from there: no connection takes the server's port while it is down. */
    private static final String SERVER = "127.64.0.5";

    private final Stopwatch clock = new Stopwatch(System::nanoTime);
    private final CallLog log = new CallLog();
    private EchoServer server;
    private List<InetAddress> clients;

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start("echo", InetAddress.getByName(SERVER));
        clients = ClientAddresses.near("127.64.0.7", 2);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private CallCounts counts() {
        return log.counts(clock.elapsed());
    }

    private void awaitCalls(int sent) {
        await().atMost(LONGEST).until(() -> counts().sent() >= sent);
    }

    @Test
    void eachClientCallsAndTakesANewConnectionEveryFewCalls() throws Exception {
        // Given
        Callers callers = Callers.start(server.address(), clients, RATE, clock, log);
        awaitCalls(60);

        // When
        callers.close();

        // Then
        assertThat(counts().failed()).isZero();
        assertThat(counts().recent()).extracting(Call::backend).containsOnly("echo");
        assertThat(counts().recent()).extracting(Call::client).containsOnly(0, 1);
        assertThat(new Traffic(counts(), Duration.ZERO).fewestConnections(2)).isGreaterThan(2);
        assertThat(server.connections()).isBetween(20, (int) counts().sent());
        assertThat(counts().connections()).isBetween(20, server.connections());
    }

    @Test
    void clientsShareOneConnectionWhereTheyAreToAndEachCallCountsFromItsBegin() throws Exception {
        // Given
        Callers callers = Callers.onOneConnection(server.address(), clients.getFirst(), 3, RATE.pause(), clock, log);
        int before = server.connections();
        awaitCalls(60);

        // When
        callers.close();

        // Then
        assertThat(counts().failed()).isZero();
        assertThat(counts().recent()).extracting(Call::client).containsOnly(0, 1, 2);
        assertThat(new Traffic(counts(), Duration.ZERO).fewestConnections(3)).isGreaterThan(10);
        assertThat(counts().connections()).isEqualTo(1);
        assertThat(server.connections() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void clientsThatShareAConnectionTakeAnotherWhereTheServerSendsThemAway() throws Exception {
        // Given
        try (Callers callers =
                Callers.onOneConnection(server.address(), clients.getFirst(), 3, RATE.pause(), clock, log)) {
            awaitCalls(30);

            // When
            server.replace();

            // Then
            await().atMost(LONGEST).until(() -> counts().connections() == 2);
            long answered = counts().succeeded();
            await().atMost(LONGEST).until(() -> counts().succeeded() > answered + 10);
            assertThat(counts().failed()).isZero();
        }
    }

    @Test
    void callsThatFailAreCountedAndGoOn() throws Exception {
        // Given
        try (Callers callers = Callers.start(server.address(), clients, RATE, clock, log)) {
            awaitCalls(10);

            // When
            server.kill();

            // Then
            await().atMost(LONGEST).until(() -> counts().failed() > 3);
            assertThat(counts().failures())
                    .last()
                    .satisfies(call -> assertThat(call.failure()).startsWith("UNAVAILABLE: "));
            long answered = counts().succeeded();
            server.restart();
            await().atMost(LONGEST).until(() -> counts().succeeded() > answered + 10);
        }
    }

    @Test
    void whatIsNotAnsweredBeforeTheFirstAnswerDoesNotCount() throws Exception {
        // Given
        InetSocketAddress address = server.address();
        server.kill();
        CompletableFuture<Callers> started;
        try (ServerSocket refusing = new ServerSocket(address.getPort(), 50, address.getAddress())) {
            started = start(address);
            for (int knock = 0; knock < 3; knock++) {
                refusing.accept().close();
            }
        }

        // When
        server.restart();

        // Then
        try (Callers callers = started.get()) {
            awaitCalls(10);
            assertThat(counts().failed()).isZero();
        }
    }

    private CompletableFuture<Callers> start(InetSocketAddress address) {
        CompletableFuture<Callers> started = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                started.complete(Callers.start(address, clients, RATE, clock, log));
            } catch (InterruptedException e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }
}
