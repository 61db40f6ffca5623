package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.StickKey;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clients that stick to their servers, by address. */
class StickComparisonTest extends HaproxyComparison {

    private static final String ALICE = "127.0.1.1";
    private static final String BOB = "127.0.1.2";

    StickComparisonTest(Contender contender) {
        super(contender);
    }

    @Test
    void aClientStaysOnItsServer() throws Exception {
        // Given
        servers.serve();
        start(sticky(100, null));
        String ofAlice = serverOf(ALICE);
        String ofBob = serverOf(BOB);

        // When
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            reached.add(serverOf(ALICE));
            reached.add(serverOf(BOB));
        }

        // Then
        assertThat(ofAlice).as("who comes first goes in turn").isNotEqualTo(ofBob);
        assertThat(reached).containsOnly(ofAlice, ofBob);
        assertThat(reached.get(0)).isEqualTo(ofAlice);
        assertThat(reached.get(9)).isEqualTo(ofBob);
    }

    @Test
    void aClientWhoseServerIsDownSticksToAnotherFromThenOn() throws Exception {
        // Given
        servers.serve();
        start(sticky(100, null).check(servers.checkPort(), Duration.ofMillis(100), Duration.ofSeconds(1)));
        String before = serverOf(ALICE);
        int number = Integer.parseInt(before.substring(3));
        servers.failChecks(number);
        await().until(() -> !balancer.isUp(before));
        String other = serverOf(ALICE);

        // When
        servers.passChecks(number);
        await().until(() -> balancer.isUp(before));

        // Then
        assertThat(other).startsWith("srv").isNotEqualTo(before);
        assertThat(List.of(serverOf(ALICE), serverOf(ALICE), serverOf(ALICE))).containsOnly(other);
    }

    @Test
    void aServerThatDrainsKeepsTheClientsThatStickToIt() throws Exception {
        // Given
        servers.serve();
        start(sticky(100, null));
        String ofAlice = serverOf(ALICE);

        // When
        balancer.drain(ofAlice);

        // Then
        assertThat(List.of(serverOf(ALICE), serverOf(ALICE), serverOf(ALICE))).containsOnly(ofAlice);
        assertThat(List.of(serverOf("127.0.1.3"), serverOf("127.0.1.4"), serverOf("127.0.1.5")))
                .doesNotContain(ofAlice);
    }

    @Test
    void aClientIsForgottenOnceItsTimeIsOver() throws Exception {
        // Given
        servers.serve();
        start(sticky(100, Duration.ofMillis(300)));
        String first = serverOf(ALICE);
        assertThat(serverOf(ALICE)).isEqualTo(first);

        // When
        String later = await().pollDelay(Duration.ofMillis(600)).until(() -> serverOf(ALICE), name -> true);

        // Then
        assertThat(later).startsWith("srv").isNotEqualTo(first);
    }

    @Test
    void aClientWhoseServerRefusesGoesToAnotherByRedispatchAndSticksToThat() throws Exception {
        // Given
        servers.serve();
        start(sticky(100, null).retries(3, true));
        String before = serverOf(ALICE);
        balancer.nextLogLine();
        servers.refuse(Integer.parseInt(before.substring(3)));

        // When
        String other = serverOf(ALICE);

        // Then
        assertThat(other).startsWith("srv").isNotEqualTo(before);
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/" + other + ", 4 bytes, --, +1 retries");
        assertThat(serverOf(ALICE)).isEqualTo(other);
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/" + other + ", 4 bytes, --, 0 retries");
    }

    @Test
    void aClientWaitsForTheServerThatItSticksToThoughOthersHaveRoom() throws Exception {
        // Given
        servers.serve();
        start(sticky(100, null).backend(backend -> backend.maxConnectionsPerServer(1)));
        try (Socket first = Sockets.connect(ALICE, balancer.address())) {
            String server = read(first, 4);
            try (Socket second = Sockets.connect(ALICE, balancer.address())) {
                await().until(() -> balancer.queued() == 1);
                assertThat(serverOf(BOB)).isNotEqualTo(server);

                // When
                first.close();

                // Then
                assertThat(read(second, 4)).isEqualTo(server);
            }
        }
        assertThat(List.of(balancer.nextLogLine(), balancer.nextLogLine(), balancer.nextLogLine()))
                .extracting(TcpLogLine::queues)
                .containsExactlyInAnyOrder("0/0", "0/0", "1/0");
    }

    private Configs sticky(int size, @Nullable Duration expire) {
        return servers.config(3).backend(backend -> backend.stickTable(new StickTable(StickKey.Source, size, expire)));
    }

    /** Connects from that address, and returns the name of the server that it reaches. */
    private String serverOf(String client) throws IOException {
        try (Socket socket = Sockets.connect(client, balancer.address())) {
            return read(socket, 4);
        }
    }
}
