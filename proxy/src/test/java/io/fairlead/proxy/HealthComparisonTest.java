package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.Observation;
import io.fairlead.api.v1alpha1.ObservedLayer;
import io.fairlead.api.v1alpha1.OnError;
import io.fairlead.api.v1alpha1.OnMarkedDown;
import io.fairlead.api.v1alpha1.OnMarkedUp;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Health checks, and what follows from them for connections. */
class HealthComparisonTest extends HaproxyComparison {

    private static final Duration SHORT = Duration.ofMillis(100);

    /** Longer than a test waits for anything. */
    private static final Duration LONG = Duration.ofSeconds(60);

    HealthComparisonTest(Contender contender) {
        super(contender);
    }

    @Test
    void theConnectionsOfAServerThatGoesDownAreClosedWhereThatIsAskedFor() throws Exception {
        // Given
        servers.serve();
        start(checked(2, check().onMarkedDown(OnMarkedDown.ShutdownSessions)));
        Map<String, Socket> clients = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            Socket client = connect();
            clients.put(read(client, 4), client);
        }
        try (Socket first = Objects.requireNonNull(clients.get("srv1"));
                Socket second = Objects.requireNonNull(clients.get("srv2"))) {

            // When
            servers.failChecks(1);
            String seen = Sockets.ending(first);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
            assertThat(outcome()).isEqualTo("echo/srv1, 4 bytes, D-, 0 retries");
            assertThat(reachedBy(2)).containsExactly("srv2", "srv2");
            second.shutdownOutput();
            assertThat(Sockets.ending(second)).isEqualTo("FIN after 0 bytes");
        }
        assertThat(List.of(outcome(), outcome(), outcome())).containsOnly("echo/srv2, 4 bytes, --, 0 retries");
    }

    @Test
    void aConnectionThatIsBeingMadeToAServerThatGoesDownIsClosedToo() throws Exception {
        // Given
        servers.hang(1);
        start(checked(1, check().onMarkedDown(OnMarkedDown.ShutdownSessions))
                .timeouts(LONG, null, null)
                .retries(0, false));
        try (Socket client = connect()) {
            await().until(() -> balancer.connections("srv1") == 1);

            // When
            servers.failChecks(1);
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        assertThat(outcome()).isEqualTo("echo/srv1, 0 bytes, DC, 0 retries");
    }

    @Test
    void theConnectionsOfABackupAreClosedWhenAnotherServerComesUpWhereThatIsAskedFor() throws Exception {
        // Given
        servers.serve();
        servers.failChecks(1);
        start(withBackup(checked(2, check().onMarkedUp(OnMarkedUp.ShutdownBackupSessions))));
        await().until(() -> !balancer.isUp("srv1"));
        try (Socket client = connect()) {
            assertThat(read(client, 4)).isEqualTo("srv2");

            // When
            servers.passChecks(1);
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        assertThat(outcome()).isEqualTo("echo/srv2, 4 bytes, U-, 0 retries");
        assertThat(reachedBy(2)).containsExactly("srv1", "srv1");
    }

    @Test
    void aServerThatIsDownIsProbedAtItsOwnIntervalAndAtTheFastOneAsItComesUp() throws Exception {
        // Given
        servers.failChecks(1);
        start(checked(
                1,
                check().interval(LONG).downInterval(SHORT).fastInterval(SHORT).rise(3)));
        await().until(() -> !balancer.isUp("srv1"));

        // When
        servers.passChecks(1);

        // Then
        await().until(() -> balancer.isUp("srv1"));
        assertThat(balancer.lastCheck("srv1")).isEqualTo("L4OK");
    }

    @Test
    void tooManyErrorsBringProbesAtTheFastIntervalWhichFindTheServerDown() throws Exception {
        // Given
        start(observed(OnError.FastInterval, 3, SHORT));
        await().until(() -> balancer.lastCheck("srv1").equals("L4OK"));
        servers.refuse(1);
        servers.failChecks(1);

        // When
        fail(3);

        // Then
        await().until(() -> !balancer.isUp("srv1"));
        assertThat(balancer.lastCheck("srv1")).isEqualTo("L4CON");
    }

    @Test
    void tooManyErrorsTakeAServerDownAtOnceWhereThatIsAskedFor() throws Exception {
        // Given
        start(observed(OnError.MarkDown, 3, null));
        await().until(() -> balancer.lastCheck("srv1").equals("L4OK"));
        servers.refuse(1);
        fail(2);
        boolean upBefore = balancer.isUp("srv1");

        // When
        fail(1);

        // Then
        await().until(() -> !balancer.isUp("srv1"));
        assertThat(upBefore).isTrue();
        assertThat(balancer.lastCheck("srv1")).isEqualTo("HANA");
    }

    /** How many times so many errors in a row take a server down, all of whose probes succeed, and whose fall is 3. */
    @ParameterizedTest
    @CsvSource({"FailCheck, 3", "SuddenDeath, 2", "MarkDown, 1"})
    void errorsCountAsFailedProbes(OnError onError, int expected) throws Exception {
        // Given
        start(observed(onError, 2, null));
        await().until(() -> balancer.lastCheck("srv1").equals("L4OK"));
        servers.refuse(1);

        // When
        List<Boolean> up = new ArrayList<>();
        for (int i = 1; i <= expected; i++) {
            fail(2);
            await().until(() -> balancer.lastCheck("srv1").equals("HANA"));
            up.add(balancer.isUp("srv1"));
        }

        // Then
        assertThat(up.subList(0, expected - 1)).doesNotContain(false);
        await().until(() -> !balancer.isUp("srv1"));
    }

    private String outcome() {
        return balancer.nextLogLine().outcome();
    }

    private static HealthCheckBuilder check() {
        return HealthCheckBuilder.builder().interval(SHORT).timeout(Duration.ofSeconds(2));
    }

    private Configs checked(int count, HealthCheckBuilder check) {
        return servers.config(count)
                .check(check.tcp(new TcpHealthCheck(servers.checkPort())).build());
    }

    private Configs observed(OnError onError, int errorLimit, @Nullable Duration fastInterval) {
        Observation observation = new Observation(ObservedLayer.Layer4, errorLimit, onError);
        return checked(1, check().interval(LONG).fastInterval(fastInterval).observe(observation))
                .retries(0, false);
    }

    private static Configs withBackup(Configs config) {
        List<Server> changed = new ArrayList<>(config.backend().serversOrNone());
        changed.set(1, ServerBuilder.builder(changed.get(1)).backup(true).build());
        return config.servers(changed);
    }

    /** Makes so many connections that the only server refuses. */
    private void fail(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            try (Socket client = connect()) {
                Sockets.ending(client);
            }
        }
    }
}
