package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.TcpLogLine.Phase;
import io.fairlead.proxy.testing.Pattern;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The seed's configuration. */
class RelayComparisonTest extends HaproxyComparison {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(50);

    RelayComparisonTest(Contender contender) {
        super(contender);
    }

    @Test
    void threeHundredConnectionsLandAHundredOnEachServer() throws Exception {
        // Given
        servers.serve();
        start(servers.config(3));

        // When
        Map<String, Integer> landed = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            try (Socket client = connect()) {
                landed.merge(read(client, 4), 1, Integer::sum);
            }
        }

        // Then
        assertThat(landed).isEqualTo(Map.of("srv1", 100, "srv2", 100, "srv3", 100));
    }

    @Test
    void leastConnectionsGoToTheServerThatHasTheFewest() throws Exception {
        // Given
        servers.serve();
        start(servers.config(3).algorithm(Algorithm.LeastConnections));
        Map<String, List<Socket>> held = new TreeMap<>();
        for (int i = 0; i < 9; i++) {
            Socket client = connect();
            held.computeIfAbsent(read(client, 4), server -> new ArrayList<>()).add(client);
        }
        assertThat(held.values()).extracting(List::size).containsExactly(3, 3, 3);
        for (Socket client : held.getOrDefault("srv2", List.of())) {
            client.close();
        }
        await().until(() -> balancer.connections("srv2") == 0);

        // When
        List<String> next = new ArrayList<>();
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket client = connect();
            clients.add(client);
            next.add(read(client, 4));
        }

        // Then
        assertThat(next).containsExactly("srv2", "srv2", "srv2");
        held.values().forEach(clients::addAll);
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void aClientsAddressStaysOnOneServerUnderSource() throws Exception {
        // Given
        servers.serve();
        start(servers.config(3).algorithm(Algorithm.Source));

        // When
        Map<String, Set<String>> byAddress = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            String address = "127.0.1." + (1 + i % 20);
            try (Socket client = Sockets.connect(address, balancer.address())) {
                byAddress.computeIfAbsent(address, a -> new HashSet<>()).add(read(client, 4));
            }
        }

        // Then
        assertThat(byAddress)
                .hasSize(20)
                .allSatisfy((address, reached) -> assertThat(reached).hasSize(1));
        assertThat(byAddress.values()).flatExtracting(reached -> reached).contains("srv1", "srv2", "srv3");
    }

    @Test
    void aServerThatRefusesIsTriedAgainAfterAPauseUpToTheRetries() throws Exception {
        // Given
        servers.refuse(1);
        start(servers.config(1).timeouts(SHORT, LONG, LONG));
        try (Socket client = connect()) {
            send(client, "ping");

            // When
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 0 bytes, SC, 3 retries");
        assertThat(line.phase()).isEqualTo(Phase.ASSIGNED);
        assertThat(line.totalMillis()).isGreaterThanOrEqualTo(3 * SHORT.toMillis());
    }

    @Test
    void aRefusedConnectionGoesToAnotherServerByRedispatch() throws Exception {
        // Given
        servers.refuse(1);
        servers.refuse(2);
        servers.serve();
        start(servers.config(3).retries(3, true));

        // When
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            try (Socket client = connect()) {
                assertThat(read(client, 4)).isEqualTo("srv3");
            }
            outcomes.add(balancer.nextLogLine().outcome());
        }

        // Then
        assertThat(outcomes)
                .allMatch(outcome -> outcome.matches("echo/srv3, 4 bytes, --, (0|\\+[12]) retries"))
                .anyMatch(outcome -> outcome.contains("+"));
    }

    @Test
    void aConnectionThatAllServersRefuseEndsPromptlyDespiteRedispatch() throws Exception {
        // Given
        servers.refuse(1);
        servers.refuse(2);
        servers.refuse(3);
        start(servers.config(3).retries(3, true));
        try (Socket client = connect()) {

            // When
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).matches("echo/srv[123], 0 bytes, SC, \\+3 retries");
    }

    @Test
    void aServerWhoseConnectsHangIsGivenUpAfterTheConnectTimeout() throws Exception {
        // Given
        servers.hang(1);
        start(servers.config(1).timeouts(SHORT, LONG, LONG).retries(0, false));
        try (Socket client = connect()) {
            send(client, "ping");

            // When
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 0 bytes, sC, 0 retries");
        assertThat(line.phase()).isEqualTo(Phase.ASSIGNED);
        assertThat(line.totalMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
    }

    @Test
    void aConnectThatTimedOutIsTriedAgainWithoutAPause() throws Exception {
        // Given
        servers.hang(1);
        start(servers.config(1).timeouts(Duration.ofSeconds(1), LONG, LONG).retries(1, false));
        try (Socket client = connect()) {

            // When
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 0 bytes, sC, 1 retries");
        assertThat(line.totalMillis()).isBetween(2000L, 2900L);
    }

    @Test
    void aClientThatClosesBeforeItSentAnythingEndsConnectingInHaproxyAndNotHere() throws Exception {
        // Given
        servers.hang(1);
        start(servers.config(1).timeouts(Duration.ofSeconds(2), LONG, LONG).retries(0, false));
        try (Socket client = connect()) {
            await().until(() -> balancer.connections("srv1") == 1);

            // When
            client.shutdownOutput();

            // Then
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 0 bytes, " + of("sC", "CC") + ", 0 retries");
        assertThat(line.phase()).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void aClientThatClosesBehindWhatItSentDoesNotEndConnecting() throws Exception {
        // Given
        servers.hang(1);
        start(servers.config(1).timeouts(SHORT, LONG, LONG).retries(0, false));
        try (Socket client = connect()) {
            send(client, "ping");

            // When
            client.shutdownOutput();

            // Then
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 0 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 0 bytes, sC, 0 retries");
    }

    @Test
    void aClientThatResetsWhileTheServerIsConnectedToIsLoggedDifferently() throws Exception {
        // Given
        servers.hang(1);
        start(servers.config(1).retries(0, false));
        Socket client = connect();
        await().until(() -> balancer.connections("srv1") == 1);

        // When
        Sockets.reset(client);

        // Then
        String letters = of("CC", "CD");
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 0 bytes, " + letters + ", 0 retries");
        assertThat(line.phase()).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void aServerThatIsSilentAfterAcceptIsGivenUpAfterTheServerTimeout() throws Exception {
        // Given
        start(servers.config(1).timeouts(LONG, LONG, SHORT));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            send(client, "ping");
            read(server, 4);

            // When
            String seenByClient = Sockets.ending(client);
            client.close();
            String seenByServer = Sockets.ending(server);

            // Then
            assertThat(seenByClient).isEqualTo("FIN after 0 bytes");
            assertThat(seenByServer).isEqualTo("FIN after 0 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 0 bytes, sD, 0 retries");
        assertThat(line.phase()).isEqualTo(Phase.CONNECTED);
        assertThat(line.totalMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
    }

    @Test
    void aClientThatIsSilentIsGivenUpAfterTheClientTimeout() throws Exception {
        // Given
        start(servers.config(1).timeouts(LONG, SHORT, LONG));
        try (Socket client = connect();
                Socket server = servers.accept()) {

            // When
            String seenByServer = Sockets.ending(server);
            server.close();
            String seenByClient = Sockets.ending(client);

            // Then
            assertThat(seenByServer).isEqualTo("FIN after 0 bytes");
            assertThat(seenByClient).isEqualTo("FIN after 0 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 0 bytes, cD, 0 retries");
        assertThat(line.totalMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
    }

    @Test
    void theClientIsBlamedWhereBothTimeoutsExpire() throws Exception {
        // Given
        start(servers.config(1).timeouts(LONG, SHORT, SHORT));
        try (Socket client = connect();
                Socket server = servers.accept()) {

            // When
            String seenByClient = Sockets.ending(client);
            String seenByServer = Sockets.ending(server);

            // Then
            assertThat(seenByClient).isEqualTo("FIN after 0 bytes");
            assertThat(seenByServer).isEqualTo("FIN after 0 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 0 bytes, cD, 0 retries");
    }

    @Test
    void aClientThatClosedItsDirectionIsNotWaitedFor() throws Exception {
        // Given
        start(servers.config(1).timeouts(LONG, SHORT, LONG));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            send(client, "ping");
            client.shutdownOutput();
            server.getInputStream().readAllBytes();

            // When
            await().pollDelay(SHORT.multipliedBy(2)).until(() -> true);
            send(server, "pong");
            server.close();

            // Then
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 4 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 4 bytes, --, 0 retries");
    }

    @Test
    void aTimeoutEndsBothDirectionsHereAndOneInHaproxy() throws Exception {
        // Given
        start(servers.config(1).timeouts(LONG, SHORT, LONG));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            server.getInputStream().readAllBytes();

            // When
            send(server, "late");
            server.close();

            // Then
            assertThat(Sockets.ending(client)).isEqualTo(of("FIN after 0 bytes", "FIN after 4 bytes"));
        }
        assertThat(balancer.nextLogLine().termination()).isEqualTo("cD");
    }

    @Test
    void aClientsResetIsAResetForTheServer() throws Exception {
        // Given
        start(servers.config(1));
        Socket client = connect();
        try (Socket server = servers.accept()) {
            exchange(client, server);

            // When
            Sockets.reset(client);

            // Then
            assertThat(Sockets.ending(server)).isEqualTo("RST after 0 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 4 bytes, CD, 0 retries");
    }

    @Test
    void aServersResetIsAResetForTheClientHereAndACloseInHaproxy() throws Exception {
        // Given
        start(servers.config(1));
        try (Socket client = connect()) {
            Socket server = servers.accept();
            exchange(client, server);

            // When
            Sockets.reset(server);

            // Then
            assertThat(Sockets.ending(client)).isEqualTo(of("RST after 0 bytes", "FIN after 0 bytes"));
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 4 bytes, SD, 0 retries");
    }

    @Test
    void aServerThatIsKilledAmidATransferIsAResetForTheClientHereAndACloseInHaproxy() throws Exception {
        // Given
        start(servers.config(1));
        try (Socket client = connect()) {
            Socket server = servers.accept();
            exchange(client, server);
            send(client, "never read");
            send(server, "half an ans");
            assertThat(read(client, 11)).isEqualTo("half an ans");

            // When
            Sockets.reset(server);

            // Then
            assertThat(Sockets.ending(client)).isEqualTo(of("RST after 0 bytes", "FIN after 0 bytes"));
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 15 bytes, SD, 0 retries");
    }

    @Test
    void aServerThatDiesHavingReadAllIsACloseForTheClient() throws Exception {
        // Given
        start(servers.config(1));
        try (Socket client = connect()) {
            Socket server = servers.accept();
            exchange(client, server);
            send(server, "half an ans");

            // When
            server.close();

            // Then
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 11 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 15 bytes, --, 0 retries");
        assertThat(line.frontend()).isEqualTo("grpc");
        assertThat(line.phase()).isEqualTo(Phase.CONNECTED);
        assertThat(line.connections()).isEqualTo("1/1/0/0");
    }

    @Test
    void whatTheServerSentIsCountedToTheLastByte() throws Exception {
        // Given
        int length = 8 * 1024 * 1024 + 1;
        start(servers.config(1));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);
            Thread.ofVirtual().start(() -> sendPattern(server, length));

            // When
            Pattern.Reader reader = new Pattern.Reader(client.getInputStream());
            reader.readToEnd();

            // Then
            assertThat(reader.position()).isEqualTo(length);
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, " + (4 + length) + " bytes, --, 0 retries");
    }

    @Test
    void aClientThatClosesItsDirectionStillGetsTheAnswer() throws Exception {
        // Given
        start(servers.config(1));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            send(client, "ping");

            // When
            client.shutdownOutput();
            String seenByServer = Sockets.ending(server);
            send(server, "answer");
            server.close();

            // Then
            assertThat(seenByServer).isEqualTo("FIN after 4 bytes");
            assertThat(Sockets.ending(client)).isEqualTo("FIN after 6 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 6 bytes, --, 0 retries");
    }

    @Test
    void aServerThatClosesItsDirectionStillGetsTheRest() throws Exception {
        // Given
        start(servers.config(1));
        try (Socket client = connect();
                Socket server = servers.accept()) {
            send(server, "hello");

            // When
            server.shutdownOutput();
            String seenByClient = Sockets.ending(client);
            send(client, "rest");
            client.close();

            // Then
            assertThat(seenByClient).isEqualTo("FIN after 5 bytes");
            assertThat(Sockets.ending(server)).isEqualTo("FIN after 4 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 5 bytes, --, 0 retries");
    }

    @Test
    void aClientThatComesWhileAllServersAreDownIsTurnedAwayAtOnce() throws Exception {
        // Given
        servers.failChecks(1);
        start(servers.config(1));
        await().until(() -> !balancer.isUp("srv1"));
        try (Socket client = connect()) {

            // When
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/<NOSRV>, 0 bytes, SC, 0 retries");
        assertThat(line.phase()).isEqualTo(Phase.ACCEPTED);
    }

    @Test
    void whatAClientSentIsReadBeforeItIsTurnedAwaySoThatItIsLogged() throws Exception {
        // Given
        start(servers.config(1)
                .check(servers.checkPort(), SHORT, CHECK_TIMEOUT)
                .maxConnections(1)
                .ignoreNull(true));
        Socket first = connect();
        Socket server = servers.accept();
        exchange(first, server);
        try (Socket waiting = connect()) {
            send(waiting, "ping");
            servers.failChecks(1);
            await().until(() -> !balancer.isUp("srv1"));

            // When
            first.close();
            server.close();
            String seen = Sockets.ending(waiting);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 4 bytes, --, 0 retries");
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/<NOSRV>, 0 bytes, SC, 0 retries");
    }

    @Test
    void aClientBeyondTheLimitWaitsInTheBacklogUntilAnotherLeaves() throws Exception {
        // Given
        start(servers.config(1).maxConnections(2));
        try (Socket first = connect();
                Socket firstServer = servers.accept();
                Socket second = connect();
                Socket secondServer = servers.accept();
                Socket third = connect()) {
            send(third, "ping");
            third.setSoTimeout((int) SHORT.toMillis());
            assertThat(Sockets.isSilent(third)).isTrue();
            assertThat(servers.isQuiet()).isTrue();

            // When
            first.close();
            firstServer.close();
            try (Socket thirdServer = servers.accept()) {

                // Then
                assertThat(read(thirdServer, 4)).isEqualTo("ping");
            }
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 0 bytes, --, 0 retries");
    }

    @Test
    void aServerWhoseChecksFailGetsNoConnectionsUntilTheySucceedAgain() throws Exception {
        // Given
        servers.serve();
        start(servers.config(3).check(servers.checkPort(), SHORT, CHECK_TIMEOUT));
        assertThat(reachedBy(6)).contains("srv1", "srv2", "srv3");

        // When
        servers.failChecks(2);
        await().until(() -> !balancer.isUp("srv2"));
        List<String> whileDown = reachedBy(30);
        servers.passChecks(2);
        await().until(() -> balancer.isUp("srv2"));
        List<String> afterwards = reachedBy(30);

        // Then
        assertThat(Collections.frequency(whileDown, "srv1")).isEqualTo(15);
        assertThat(Collections.frequency(whileDown, "srv3")).isEqualTo(15);
        assertThat(Collections.frequency(afterwards, "srv2")).isEqualTo(10);
    }

    @Test
    void aConnectionOnWhichTheClientSentNothingIsNotLogged() throws Exception {
        // Given
        start(servers.config(1).ignoreNull(true));

        // When
        closeWithoutAWord();
        resetWithoutAWord();
        try (Socket client = connect();
                Socket server = servers.accept()) {
            send(server, "greeting");
            server.close();
            Sockets.ending(client);
        }
        try (Socket client = connect();
                Socket server = servers.accept()) {
            exchange(client, server);
            client.close();
            Sockets.ending(server);
        }

        // Then
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 4 bytes, --, 0 retries");
    }

    private void closeWithoutAWord() throws IOException {
        Socket client = connect();
        try (Socket server = servers.accept()) {
            client.close();
            Sockets.ending(server);
        }
    }

    private void resetWithoutAWord() throws IOException {
        Socket client = connect();
        try (Socket server = servers.accept()) {
            Sockets.reset(client);
            Sockets.ending(server);
        }
    }
}
