package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits, queues and redispatch. */
class QueueComparisonTest extends HaproxyComparison {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG_ENOUGH_TO_BE_SEEN = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Socket> clients = new ArrayList<>();

    QueueComparisonTest(Contender contender) {
        super(contender);
    }

    @AfterEach
    void closeClients() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void connectionsBeyondTheServersLimitWaitAndAreServedInTheirOrder() throws Exception {
        // Given
        servers.serve();
        start(limited(1, LONG));
        Socket first = client();
        assertThat(read(first, 4)).isEqualTo("srv1");
        Socket second = queued(1);
        Socket third = queued(2);

        // When
        first.close();

        // Then
        assertThat(read(second, 4)).isEqualTo("srv1");
        assertThat(balancer.connections("srv1")).isEqualTo(1);
        TcpLogLine ofFirst = balancer.nextLogLine();
        second.close();
        assertThat(read(third, 4)).isEqualTo("srv1");
        TcpLogLine ofSecond = balancer.nextLogLine();
        third.close();
        List<TcpLogLine> lines = List.of(ofFirst, ofSecond, balancer.nextLogLine());
        assertThat(lines).extracting(TcpLogLine::outcome).containsOnly("echo/srv1, 4 bytes, --, 0 retries");
        assertThat(lines).extracting(TcpLogLine::queues).containsExactly("0/0", "0/1", "0/2");
        assertThat(lines)
                .extracting(TcpLogLine::connections)
                .as("of the process, the listener, the backend and the server")
                .containsExactly("3/3/2/0", "2/2/1/0", "1/1/0/0");
    }

    @Test
    void aPlaceThatComesFreeGoesToTheFirstWhicheverServerItIsOn() throws Exception {
        // Given
        servers.serve();
        start(limited(3, LONG));
        List<Socket> holders = List.of(client(), client(), client());
        List<String> held = new ArrayList<>();
        for (Socket holder : holders) {
            held.add(read(holder, 4));
        }
        assertThat(held).containsExactlyInAnyOrder("srv1", "srv2", "srv3");
        Socket first = queued(1);
        Socket second = queued(2);

        // When
        holders.get(held.indexOf("srv2")).close();

        // Then
        assertThat(read(first, 4)).isEqualTo("srv2");
        holders.get(held.indexOf("srv3")).close();
        assertThat(read(second, 4)).isEqualTo("srv3");
    }

    @Test
    void aConnectionThatWaitsForTheQueueTimeoutIsGivenUp() throws Exception {
        // Given
        servers.serve();
        start(limited(1, SHORT));
        read(client(), 4);
        Socket waiting = client();
        send(waiting, "ping");

        // When
        String seen = Sockets.ending(waiting);

        // Then
        assertThat(seen).isEqualTo("FIN after 0 bytes");
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/<NOSRV>, 0 bytes, sQ, 0 retries");
        assertThat(line.queues()).isEqualTo("0/1");
        assertThat(line.waitMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
        assertThat(line.connectMillis()).isEqualTo(-1);
    }

    @Test
    void aConnectionWhoseAddressHashesToAFullServerWaitsForThatOne() throws Exception {
        // Given
        servers.serve();
        start(limited(3, SHORT).algorithm(Algorithm.Source));
        String server = read(client(), 4);
        Socket waiting = client();
        send(waiting, "ping");

        // When
        String seen = Sockets.ending(waiting);

        // Then
        assertThat(seen).isEqualTo("FIN after 0 bytes");
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/" + server + ", 0 bytes, sQ, 0 retries");
        assertThat(line.queues()).isEqualTo("1/0");
    }

    @Test
    void aConnectionIsRefusedWhereAsManyWaitForItsServerAsMay() throws Exception {
        // Given
        servers.serve();
        start(limited(3, LONG).algorithm(Algorithm.Source).backend(backend -> backend.maxQueue(1)));
        String server = read(client(), 4);
        queued(1);
        Socket beyond = client();
        send(beyond, "ping");

        // When
        String seen = Sockets.ending(beyond);

        // Then
        assertThat(seen).isEqualTo("FIN after 0 bytes");
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/" + of("<NOSRV>", server) + ", 0 bytes, SQ, 0 retries");
        assertThat(line.phase()).isEqualTo(TcpLogLine.Phase.ACCEPTED);
        assertThat(line.queues()).isEqualTo("0/0");
    }

    @Test
    void aClientThatResetsWhileItWaitsLeavesTheQueueAndIsLoggedDifferently() throws Exception {
        // Given
        servers.serve();
        start(limited(1, LONG));
        Socket holder = client();
        read(holder, 4);
        Socket leaving = queued(1);
        Socket staying = queued(2);

        // When
        Sockets.reset(leaving);

        // Then
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/<NOSRV>, 0 bytes, " + of("CQ", "CD") + ", 0 retries");
        assertThat(line.queues()).isEqualTo("0/1");
        holder.close();
        assertThat(read(staying, 4)).isEqualTo("srv1");
    }

    @Test
    void aClientThatClosesBeforeItSentAnythingLeavesTheQueueInHaproxyAndNotHere() throws Exception {
        // Given
        servers.serve();
        start(limited(1, LONG_ENOUGH_TO_BE_SEEN));
        read(client(), 4);
        Socket waiting = queued(1);

        // When
        waiting.shutdownOutput();

        // Then
        assertThat(Sockets.ending(waiting)).isEqualTo("FIN after 0 bytes");
        assertThat(balancer.nextLogLine().outcome())
                .isEqualTo("echo/<NOSRV>, 0 bytes, " + of("sQ", "CQ") + ", 0 retries");
    }

    @Test
    void thoseThatWaitForAServerThatWentDownGoToAnother() throws Exception {
        // Given
        servers.serve();
        start(limited(3, LONG)
                .algorithm(Algorithm.Source)
                .check(servers.checkPort(), Duration.ofMillis(100), Duration.ofSeconds(1))
                .retries(3, true));
        String server = read(client(), 4);
        Socket waiting = queued(1);

        // When
        servers.failChecks(Integer.parseInt(server.substring(3)));

        // Then
        String other = read(waiting, 4);
        assertThat(other).startsWith("srv").isNotEqualTo(server);
        waiting.close();
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/" + other + ", 4 bytes, --, +0 retries");
        assertThat(line.queues()).isEqualTo("1/0");
    }

    @Test
    void thoseThatWaitWhenNoServerIsUpAnyMoreAreTurnedAwayAtOnceHereAndAfterTheQueueTimeoutInHaproxy()
            throws Exception {
        // Given
        servers.serve();
        start(limited(1, Duration.ofSeconds(2))
                .check(servers.checkPort(), Duration.ofMillis(100), Duration.ofSeconds(1)));
        read(client(), 4);
        Socket waiting = queued(1);
        send(waiting, "ping");

        // When
        servers.failChecks(1);

        // Then
        assertThat(Sockets.ending(waiting)).isEqualTo("FIN after 0 bytes");
        assertThat(balancer.nextLogLine().outcome())
                .isEqualTo("echo/<NOSRV>, 0 bytes, " + of("SC", "sQ") + ", 0 retries");
    }

    @Test
    void theTimeOfAConnectThatWasRedispatchedIsLoggedDifferently() throws Exception {
        // Given
        servers.hang(1);
        start(servers.config(2).retries(3, true).timeouts(SHORT, LONG, LONG));
        Socket first = client();
        Socket second = client();

        // When
        List<TcpLogLine> lines;
        try (Socket ofOne = servers.accept(2);
                Socket ofOther = servers.accept(2)) {
            send(ofOne, "srv2");
            send(ofOther, "srv2");
            read(first, 4);
            read(second, 4);
            Sockets.reset(first);
            Sockets.reset(second);
            lines = List.of(balancer.nextLogLine(), balancer.nextLogLine());
        }

        // Then
        assertThat(lines)
                .filteredOn(line -> line.retries().equals("+1"))
                .singleElement()
                .satisfies(line -> {
                    boolean countedAsWait = line.waitMillis() >= SHORT.toMillis();
                    boolean countedAsConnect = line.connectMillis() >= SHORT.toMillis();
                    assertThat(countedAsWait ? "Tw" : "").isEqualTo(of("", "Tw"));
                    assertThat(countedAsConnect ? "Tc" : "").isEqualTo(of("Tc", ""));
                });
    }

    @Test
    void aRetryGoesToAnotherServerAtOnceWhateverTheIntervalWhereAnyWouldDo() throws Exception {
        // Given
        servers.refuse(1);
        servers.refuse(2);
        servers.serve();
        start(servers.config(3)
                .retries(3, true)
                .backend(backend -> backend.redispatchInterval(-1))
                .timeouts(Duration.ofSeconds(5), LONG, LONG));

        // When
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
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
    void theLastRetryOfAConnectionWhoseAddressHashesToAServerGoesToAnother() throws Exception {
        // Given
        servers.serve();
        start(hashed(-1));
        int server = refuseOwn();

        // When
        String reached = reachedBy(1).getFirst();

        // Then
        assertThat(reached).startsWith("srv").isNotEqualTo("srv" + server);
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/" + reached + ", 4 bytes, --, +3 retries");
        assertThat(line.totalMillis()).as("two pauses").isGreaterThanOrEqualTo(2 * SHORT.toMillis());
    }

    @Test
    void eachSecondRetryOfAConnectionWhoseAddressHashesToAServerGoesToAnother() throws Exception {
        // Given
        servers.serve();
        start(hashed(2));
        int server = refuseOwn();

        // When
        String reached = reachedBy(1).getFirst();

        // Then
        assertThat(reached).startsWith("srv").isNotEqualTo("srv" + server);
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/" + reached + ", 4 bytes, --, +2 retries");
    }

    /** Makes the server that the client's address hashes to refuse, and returns its number. */
    private int refuseOwn() throws Exception {
        int server = Integer.parseInt(reachedBy(1).getFirst().substring(3));
        balancer.nextLogLine();
        servers.refuse(server);
        return server;
    }

    private Configs hashed(int redispatchInterval) {
        return servers.config(3)
                .algorithm(Algorithm.Source)
                .retries(3, true)
                .backend(backend -> backend.redispatchInterval(redispatchInterval))
                .timeouts(SHORT, LONG, LONG);
    }

    /** Each server takes one connection at a time; how long others wait, at most. */
    private Configs limited(int count, Duration queueTimeout) {
        return servers.config(count)
                .backend(backend -> backend.maxConnectionsPerServer(1)
                        .timeouts(BackendTimeoutsBuilder.builder()
                                .connect(LONG)
                                .queue(queueTimeout)
                                .build()));
    }

    private Socket client() throws Exception {
        Socket client = connect();
        clients.add(client);
        return client;
    }

    /** Connects, and waits until so many are in the queue. */
    private Socket queued(int count) throws Exception {
        Socket client = client();
        await().until(() -> balancer.queued() == count);
        return client;
    }
}
