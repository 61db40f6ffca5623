package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.TcpKeepAlive;
import io.fairlead.api.v1alpha1.TcpOptions;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.TcpOptionsBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.KernelSockets;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Timeouts of connections that are half-closed or established, and the options of sockets. */
class SocketsComparisonTest extends HaproxyComparison {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(50);

    SocketsComparisonTest(Contender contender) {
        super(contender);
    }

    @Test
    void aClientThatIsSilentOnceTheServerHasClosedIsGivenUpAfterItsFinTimeout() throws Exception {
        // Given
        start(config(client -> client.client(LONG).clientFin(SHORT), server -> server.server(LONG)));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);

            // When
            server.shutdownOutput();
            String seenByServer = Sockets.ending(server);

            // Then
            assertThat(seenByServer).isEqualTo("FIN after 0 bytes");
        }
        assertEnd("cD", SHORT);
    }

    @Test
    void aServerThatIsSilentOnceTheClientHasClosedIsGivenUpAfterItsFinTimeout() throws Exception {
        // Given
        start(config(
                client -> client.client(LONG), server -> server.server(LONG).serverFin(SHORT)));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);

            // When
            client.shutdownOutput();
            String seenByClient = Sockets.ending(client);

            // Then
            assertThat(seenByClient).isEqualTo("FIN after 0 bytes");
        }
        assertEnd("sD", SHORT);
    }

    @Test
    void aFinTimeoutCountsFromTheFinAndBytesThatComeMoveItOn() throws Exception {
        // Given
        Duration fin = SHORT.multipliedBy(5);
        start(config(client -> client.client(LONG).clientFin(fin), server -> server.server(LONG)));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);
            await().pollDelay(SHORT).until(() -> true);

            // When
            server.shutdownOutput();
            await().pollDelay(SHORT).until(() -> true);
            send(client, "more");
            String seenByServer = Sockets.ending(server);

            // Then
            assertThat(seenByServer).isEqualTo("FIN after 4 bytes");
        }
        assertEnd("cD", SHORT.multipliedBy(2).plus(fin));
    }

    @Test
    void aTunnelTimeoutTakesThePlaceOfLongerOnes() throws Exception {
        // Given
        start(config(
                client -> client.client(LONG), server -> server.server(LONG).tunnel(SHORT)));
        try (Socket client = connect();
                Socket server = servers.accept()) {

            // When
            exchange(client, server);
            String seenByServer = Sockets.ending(server);

            // Then
            assertThat(seenByServer).isEqualTo("FIN after 0 bytes");
        }
        assertEnd("cD", SHORT);
    }

    @Test
    void aTunnelTimeoutTakesThePlaceOfShorterOnes() throws Exception {
        // Given
        Duration tunnel = SHORT.multipliedBy(3);
        start(config(
                client -> client.client(SHORT), server -> server.server(SHORT).tunnel(tunnel)));
        try (Socket client = connect();
                Socket server = servers.accept()) {

            // When
            exchange(client, server);
            String seenByServer = Sockets.ending(server);

            // Then
            assertThat(seenByServer).isEqualTo("FIN after 0 bytes");
        }
        assertEnd("cD", tunnel);
    }

    @Test
    void bytesInOneDirectionKeepATunnel() throws Exception {
        // Given
        start(config(
                client -> client.client(LONG), server -> server.server(LONG).tunnel(SHORT.multipliedBy(5))));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);

            // When
            for (int i = 0; i < 6; i++) {
                await().pollDelay(SHORT).until(() -> true);
                send(server, "more");
            }
            assertThat(read(client, 24)).isEqualTo("more".repeat(6));
            client.close();

            // Then
            assertThat(Sockets.ending(server)).isEqualTo("FIN after 0 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 28 bytes, --, 0 retries");
    }

    @Test
    void aFinTimeoutHoldsInATunnelToo() throws Exception {
        // Given
        start(config(
                client -> client.client(LONG), server -> server.tunnel(LONG).serverFin(SHORT)));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);

            // When
            client.shutdownOutput();
            String seenByClient = Sockets.ending(client);

            // Then
            assertThat(seenByClient).isEqualTo("FIN after 0 bytes");
        }
        assertEnd("sD", SHORT);
    }

    @Test
    void aClientThatHasClosedAndTakesNothingIsGivenUpAfterItsFinTimeoutHereAndTheOtherInHaproxy() throws Exception {
        // Given
        Duration longer = SHORT.multipliedBy(4);
        Duration expected = Duration.parse(of(SHORT.toString(), longer.toString()));
        start(config(
                client -> client.client(expected.equals(SHORT) ? LONG : longer).clientFin(SHORT),
                server -> server.server(LONG)));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);

            // When
            client.shutdownOutput();
            flood(server);

            // Then
            TcpLogLine line = balancer.nextLogLine();
            assertThat(line.termination()).isEqualTo("cD");
            assertThat(line.totalMillis()).isGreaterThanOrEqualTo(expected.toMillis());
        }
    }

    @Test
    void aConnectionIsDeferredUntilItsClientHasSentSomething() throws Exception {
        // Given
        start(servers.config(1).listener(listener -> listener.deferAccept(true)));
        try (Socket client = connect()) {
            await().pollDelay(SHORT).until(() -> true);
            assertThat(servers.isQuiet()).isTrue();

            // When
            send(client, "ping");

            // Then
            try (Socket server = servers.accept()) {
                assertThat(read(server, 4)).isEqualTo("ping");
            }
        }
    }

    @Test
    void asManyClientsAsTheBacklogSaysWaitForAListenerThatIsFull() throws Exception {
        // Given
        start(servers.config(1).maxConnections(1).listener(listener -> listener.backlog(5)));
        try (Socket first = connect();
                Socket server = servers.accept()) {
            exchange(first, server);

            // When
            List<Socket> waiting = Sockets.fillBacklog(balancer.address());

            // Then
            assertThat(waiting).hasSize(6); // the kernel lets one more in than it is told to
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void keepAliveProbesGoOutOnBothSides() throws Exception {
        // Given
        TcpOptions ofClients = keepAlive(Duration.ofSeconds(70));
        TcpOptions ofServers = keepAlive(Duration.ofSeconds(90));
        start(servers.config(1)
                .listener(listener -> listener.tcp(ofClients))
                .backend(backend -> backend.tcp(ofServers)));
        try (Socket client = connect();
                Socket server = servers.accept()) {

            // When
            exchange(client, server);

            // Then
            assertThat(KernelSockets.secondsToKeepAlive(client.getPort(), client.getLocalPort()))
                    .isBetween(60.0, 70.0);
            assertThat(KernelSockets.secondsToKeepAlive(server.getPort(), server.getLocalPort()))
                    .isBetween(80.0, 90.0);
        }
    }

    @Test
    void noKeepAliveProbesGoOutUnlessAskedFor() throws Exception {
        // Given
        start(servers.config(1));
        try (Socket client = connect();
                Socket server = servers.accept()) {

            // When
            exchange(client, server);

            // Then
            assertThat(KernelSockets.secondsToKeepAlive(client.getPort(), client.getLocalPort()))
                    .isEqualTo(-1);
            assertThat(KernelSockets.secondsToKeepAlive(server.getPort(), server.getLocalPort()))
                    .isEqualTo(-1);
        }
    }

    @Test
    void aServerThatAcknowledgesNothingIsGivenUpAfterTheUserTimeout() throws Exception {
        // Given
        TcpOptions options = TcpOptionsBuilder.builder().userTimeout(SHORT).build();
        start(servers.config(1).backend(backend -> backend.tcp(options)));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);

            // When
            Thread.ofVirtual().start(() -> flood(client));

            // Then
            assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 4 bytes, SD, 0 retries");
        }
    }

    @Test
    void aClientThatAcknowledgesNothingIsGivenUpAfterTheUserTimeout() throws Exception {
        // Given
        TcpOptions options = TcpOptionsBuilder.builder().userTimeout(SHORT).build();
        start(servers.config(1).listener(listener -> listener.tcp(options)));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);

            // When
            Thread.ofVirtual().start(() -> flood(server));

            // Then
            assertThat(balancer.nextLogLine().termination()).isEqualTo("CD");
        }
    }

    @Test
    void connectionsComeFromTheSourceAddress() throws Exception {
        // Given
        start(servers.config(1).backend(backend -> backend.sourceAddress("127.0.0.77")));
        try (Socket client = connect();

                // When
                Socket server = servers.accept()) {

            // Then
            exchange(client, server);
            assertThat(server.getInetAddress().getHostAddress()).isEqualTo("127.0.0.77");
        }
    }

    @Test
    void aSourceAddressThatTheMachineDoesNotHaveReachesNoServer() throws Exception {
        // Given
        start(servers.config(1).retries(0, false).check(null).backend(backend -> backend.sourceAddress("192.0.2.1")));
        try (Socket client = connect()) {

            // When
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 0 bytes, SC, 0 retries");
    }

    @Test
    void aSourceAddressThatTheMachineDoesNotHaveTakesServersDown() throws Exception {
        // When
        start(servers.config(1).backend(backend -> backend.sourceAddress("192.0.2.1")));

        // Then
        await().until(() -> !balancer.isUp("srv1"));
    }

    private Configs config(
            UnaryOperator<ListenerTimeoutsBuilder> ofClients, UnaryOperator<BackendTimeoutsBuilder> ofServers) {
        return servers.config(1)
                .listener(listener -> listener.timeouts(
                        ofClients.apply(ListenerTimeoutsBuilder.builder()).build()))
                .backend(backend -> backend.timeouts(
                        ofServers.apply(BackendTimeoutsBuilder.builder()).build()));
    }

    private static TcpOptions keepAlive(Duration idle) {
        return TcpOptionsBuilder.builder()
                .keepAlive(new TcpKeepAlive(idle, null, null))
                .build();
    }

    private static void flood(Socket socket) {
        byte[] block = new byte[64 * 1024];
        try {
            while (true) {
                socket.getOutputStream().write(block);
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void assertEnd(String termination, Duration atLeast) {
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 4 bytes, " + termination + ", 0 retries");
        assertThat(line.totalMillis())
                .isBetween(atLeast.toMillis(), atLeast.plusSeconds(15).toMillis());
    }
}
