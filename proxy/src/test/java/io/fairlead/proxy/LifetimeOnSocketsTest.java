package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long connections last, on real sockets. */
class LifetimeOnSocketsTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = open(Sockets.listen());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void aConnectionThatIsQuietIsClosedOnceItIsOldEnough() throws Exception {
        // Given
        TestProxy proxy = start(lifetime(SHORT, Duration.ofSeconds(1), null));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));
        exchange(client, accepted);

        // When
        List<String> endings = List.of(Sockets.ending(client), Sockets.ending(accepted));

        // Then
        assertThat(endings).containsExactly("RST after 0 bytes", "FIN after 0 bytes");
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.LIFETIME_DATA);
        assertThat(record.totalMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
    }

    @Test
    void aConnectionWhoseClientWaitsForAnAnswerIsLeftUntilItHasIt() throws Exception {
        // Given
        TestProxy proxy = start(lifetime(SHORT, Duration.ofSeconds(20), null));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));
        client.getOutputStream().write(1);
        accepted.getInputStream().read();
        accepted.setSoTimeout((int) SHORT.multipliedBy(8).toMillis());
        assertThat(Sockets.isSilent(accepted)).as("neither byte nor end").isTrue();

        // When
        accepted.getOutputStream().write(2);

        // Then
        assertThat(client.getInputStream().read()).isEqualTo(2);
        assertThat(Sockets.ending(client)).isEqualTo("RST after 0 bytes");
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.LIFETIME_DATA);
        assertThat(record.totalMillis()).isLessThan(20_000);
    }

    @Test
    void aConnectionWhoseClientWaitsForAnAnswerIsClosedWhenTheGraceIsOver() throws Exception {
        // Given
        TestProxy proxy = start(lifetime(SHORT, SHORT, null));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));

        // When
        client.getOutputStream().write(1);
        accepted.getInputStream().read();

        // Then
        assertThat(Sockets.ending(client)).isEqualTo("RST after 0 bytes");
        assertThat(Sockets.ending(accepted)).isEqualTo("RST after 0 bytes");
        assertThat(proxy.nextRecord().totalMillis())
                .isGreaterThanOrEqualTo(SHORT.multipliedBy(2).toMillis());
    }

    @Test
    void aConnectionThatIsNeverQuietIsClosedWhenTheGraceIsOver() throws Exception {
        // Given
        TestProxy proxy = start(lifetime(SHORT, SHORT, null));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));

        // When
        Thread.ofVirtual().start(() -> answerUntilItFails(accepted));
        int answers = askUntilItFails(client);

        // Then
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.LIFETIME_DATA);
        assertThat(record.totalMillis()).isGreaterThan(SHORT.toMillis());
        assertThat(answers).isPositive();
    }

    @Test
    void whatWaitsForAClientThatReadsLateIsNotLostWithinTheGrace() throws Exception {
        // Given
        int length = 32 * 1024 * 1024;
        TestProxy proxy = start(lifetime(SHORT, Duration.ofSeconds(20), null));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));
        Thread.ofVirtual().start(() -> write(accepted, length));
        await().during(SHORT.multipliedBy(8)).until(() -> proxy.records().isEmpty());

        // When
        String ending = Sockets.ending(client);

        // Then
        assertThat(ending).isEqualTo("RST after " + length + " bytes");
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.LIFETIME_DATA);
    }

    @Test
    void whatAClientHasNotReadYetIsStillReadByIt() throws Exception {
        // Given
        TestProxy proxy = start(lifetime(SHORT, Duration.ofSeconds(1), null));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));
        accepted.getOutputStream().write(new byte[1_000]);
        proxy.nextRecord();

        // When
        String ending = Sockets.ending(client);

        // Then
        assertThat(ending).isEqualTo("RST after 1000 bytes");
    }

    @Test
    void aConnectionOnWhichNoByteMovesIsClosedAfterItsIdleTime() throws Exception {
        // Given
        TestProxy proxy = start(lifetime(null, null, SHORT));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));
        client.getOutputStream().write(1);
        accepted.getInputStream().read();

        // When
        String ending = Sockets.ending(client);

        // Then
        assertThat(ending).isEqualTo("RST after 0 bytes");
        ConnectionRecord record = proxy.nextRecord();
        assertThat(record.termination()).isEqualTo(Termination.LIFETIME_DATA);
        assertThat(record.totalMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
    }

    @Test
    void bytesInEitherDirectionKeepAConnectionFromBeingIdle() throws Exception {
        // Given
        Duration idle = Duration.ofSeconds(1);
        TestProxy proxy = start(lifetime(null, null, idle));
        Socket client = open(Sockets.connect(proxy.address()));
        Socket accepted = open(Sockets.accept(server));
        long begun = System.nanoTime();

        // When
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            boolean firstHalf = System.nanoTime() - begun < idle.multipliedBy(2).toNanos();
            Socket from = firstHalf ? client : accepted;
            from.getOutputStream().write(1);
            assertThat((firstHalf ? accepted : client).getInputStream().read()).isEqualTo(1);
            return System.nanoTime() - begun > idle.multipliedBy(4).toNanos();
        });

        // Then
        exchange(client, accepted);
        assertThat(proxy.records()).isEmpty();
    }

    @Test
    void aReloadChangesTheLifetimeOfConnectionsThatComeAfterIt() throws Exception {
        // Given
        TestProxy proxy = start(lifetime(LONG, null, null));
        Socket before = open(Sockets.connect(proxy.address()));
        Socket acceptedBefore = open(Sockets.accept(server));

        // When
        proxy.reload(lifetime(SHORT, null, null));

        // Then
        Socket after = open(Sockets.connect(proxy.address()));
        open(Sockets.accept(server));
        assertThat(Sockets.ending(after)).isEqualTo("RST after 0 bytes");
        exchange(before, acceptedBefore);
    }

    private Configs lifetime(@Nullable Duration age, @Nullable Duration grace, @Nullable Duration idle) {
        ConnectionLifetime lifetime = new ConnectionLifetime(age, grace, idle, 0);
        return Configs.of((InetSocketAddress) server.getLocalSocketAddress())
                .listener(listener -> listener.lifetime(lifetime));
    }

    private TestProxy start(Configs config) throws ConfigRefusedException {
        return open(TestProxy.start(config));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    private static void exchange(Socket client, Socket accepted) throws IOException {
        client.getOutputStream().write(1);
        assertThat(accepted.getInputStream().read()).isEqualTo(1);
        accepted.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
    }

    private static void answerUntilItFails(Socket accepted) {
        try {
            accepted.getInputStream().transferTo(accepted.getOutputStream());
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private static int askUntilItFails(Socket client) {
        int answers = 0;
        try {
            client.getOutputStream().write(1);
            while (client.getInputStream().read() >= 0) {
                answers++;
                client.getOutputStream().write(1);
            }
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
        return answers;
    }

    private static void write(Socket socket, int length) {
        try {
            socket.getOutputStream().write(new byte[length]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
