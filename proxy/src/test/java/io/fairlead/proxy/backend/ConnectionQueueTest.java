package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.backend.TestBackend.Connection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionQueueTest {

    @Test
    void givesPlacesUntilAllAreTaken() {
        // Given
        TestBackend backend = new TestBackend(2, 2);

        // When
        List<Connection> connections = ask(backend, 6);

        // Then
        assertThat(outcomes(connections).subList(0, 4)).containsExactlyInAnyOrder("srv1", "srv1", "srv2", "srv2");
        assertThat(outcomes(connections).subList(4, 6)).containsExactly("waiting", "waiting");
        assertThat(backend.pool().stats().active()).hasValue(4);
        assertThat(backend.pool().stats().queued()).hasValue(2);
        assertThat(backend.pool().connections()).isEqualTo(6);
        assertThat(backend.endpoint(1).stats().active().get()).isEqualTo(2);
    }

    @Test
    void givesAPlaceThatComesFreeToWhoWaitedLongest() {
        // Given
        TestBackend backend = new TestBackend(1, 2);
        List<Connection> connections = ask(backend, 5);

        // When
        connections.get(1).assignment().release();

        // Then
        assertThat(outcomes(connections)).containsExactly("srv1", "srv1", "srv1", "waiting", "waiting");
        connections.get(2).assignment().release();
        connections.get(0).assignment().release();
        assertThat(outcomes(connections)).containsOnly("srv1");
        assertThat(backend.pool().stats().queued()).hasValue(0);
        assertThat(backend.endpoint(1).stats().active().get()).isEqualTo(2);
    }

    @Test
    void countsAPlaceThatIsReleasedTwiceOnce() {
        // Given
        TestBackend backend = new TestBackend(1, 2);
        List<Connection> connections = ask(backend, 4);

        // When
        connections.getFirst().assignment().release();
        connections.getFirst().assignment().release();

        // Then
        assertThat(outcomes(connections)).containsExactly("srv1", "srv1", "srv1", "waiting");
    }

    @Test
    void limitsNothingWhereThereIsNoLimit() {
        // Given
        TestBackend backend = new TestBackend(2, Integer.MAX_VALUE);

        // When
        List<Connection> connections = ask(backend, 1000);

        // Then
        assertThat(outcomes(connections)).doesNotContain("waiting");
        assertThat(backend.pool().stats().active()).hasValue(1000);
    }

    @Test
    void hasAClientWaitForTheEndpointThatItSticksTo() {
        // Given
        TestBackend backend = new TestBackend(2, 1);
        Connection first = backend.connection(0, 1).ask();

        // When
        Connection second = backend.connection(0, 1).ask();

        // Then
        assertThat(second.outcome()).isEqualTo("waiting");
        assertThat(second.waiting().endpoint()).isSameAs(backend.endpoint(1));
        assertThat(backend.endpoint(1).stats().queued().get()).isEqualTo(1);
        assertThat(backend.pool().stats().queued()).hasValue(0);
        assertThat(backend.connection(5).ask().outcome()).isEqualTo("srv2");
        first.assignment().release();
        assertThat(second.outcome()).isEqualTo("srv1");
        assertThat(backend.endpoint(1).stats().queued().get()).isZero();
    }

    @Test
    void hasAClientWaitForTheEndpointThatItsAddressHashesTo() {
        // Given
        TestBackend backend = new TestBackend(3, 1).algorithm(Algorithm.Source);
        int client = backend.clientOf(2);
        Connection first = backend.connection(client).ask();

        // When
        Connection second = backend.connection(client).ask();

        // Then
        assertThat(first.outcome()).isEqualTo("srv2");
        assertThat(second.waiting().endpoint()).isSameAs(backend.endpoint(2));
        first.assignment().release();
        assertThat(second.outcome()).isEqualTo("srv2");
    }

    @Test
    void servesWhoCameFirstOfThoseThatWaitForAnEndpointAndForAny() {
        // Given
        TestBackend backend = new TestBackend(1, 1);
        Connection holder = backend.connection(0).ask();
        Connection any1 = backend.connection(1).ask();
        Connection stuck2 = backend.connection(2, 1).ask();
        Connection any3 = backend.connection(3).ask();

        // When
        holder.assignment().release();

        // Then
        assertThat(outcomes(List.of(any1, stuck2, any3))).containsExactly("srv1", "waiting", "waiting");
        any1.assignment().release();
        assertThat(outcomes(List.of(stuck2, any3))).containsExactly("srv1", "waiting");
        stuck2.assignment().release();
        assertThat(any3.outcome()).isEqualTo("srv1");
        assertThat(stuck2.waiting().serverQueue()).isEqualTo(1);
        assertThat(stuck2.waiting().backendQueue()).isZero();
    }

    @Test
    void holdsTheBackendsOwnLimit() {
        // Given
        TestBackend backend = new TestBackend(3, 10).config(builder -> builder.maxConnections(2));

        // When
        List<Connection> connections = ask(backend, 4);

        // Then
        assertThat(outcomes(connections).subList(2, 4)).containsExactly("waiting", "waiting");
        connections.getFirst().assignment().release();
        assertThat(outcomes(connections).subList(2, 4)).doesNotHaveDuplicates().contains("waiting");
        assertThat(backend.pool().stats().active()).hasValue(2);
    }

    @Test
    void servesUnderTheBackendsLimitWhoCameFirstWhateverEndpointItWaitsFor() {
        // Given
        TestBackend backend = new TestBackend(3, 10).config(builder -> builder.maxConnections(1));
        Connection holder = backend.connection(0, 1).ask();
        Connection stuck2 = backend.connection(1, 2).ask();
        Connection any = backend.connection(2).ask();
        Connection stuck3 = backend.connection(3, 3).ask();

        // When
        holder.assignment().release();

        // Then
        assertThat(outcomes(List.of(stuck2, any, stuck3))).containsExactly("srv2", "waiting", "waiting");
        stuck2.assignment().release();
        assertThat(outcomes(List.of(any, stuck3))).doesNotContain("srv2").endsWith("waiting");
        any.assignment().release();
        assertThat(stuck3.outcome()).isEqualTo("srv3");
    }

    @Test
    void passesOverUnderTheBackendsLimitWhoWaitsForAFullEndpoint() {
        // Given
        TestBackend backend = new TestBackend(2, 1).config(builder -> builder.maxConnections(2));
        Connection holder1 = backend.connection(0, 1).ask();
        Connection holder2 = backend.connection(1, 2).ask();
        Connection for1 = backend.connection(2, 1).ask();
        Connection for2 = backend.connection(3, 2).ask();

        // When
        holder2.assignment().release();

        // Then
        assertThat(outcomes(List.of(for1, for2))).containsExactly("waiting", "srv2");
        holder1.assignment().release();
        assertThat(for1.outcome()).isEqualTo("srv1");
    }

    @Test
    void refusesWhoeverComesOnceAsManyWaitAsMay() {
        // Given
        TestBackend backend = new TestBackend(1, 1).config(builder -> builder.maxQueue(2));
        List<Connection> connections = ask(backend, 3);

        // When
        Connection beyond = backend.connection(9).ask();

        // Then
        assertThat(beyond.outcome()).isEqualTo("QUEUE_FULL");
        connections.getFirst().assignment().release();
        assertThat(backend.connection(9).ask().outcome()).isEqualTo("waiting");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsAClientElsewhereWhereTooManyWaitForItsEndpointAndRedispatchIsOn(boolean redispatch) {
        // Given
        TestBackend backend =
                new TestBackend(2, 1).config(builder -> builder.maxQueue(1).redispatch(redispatch));
        backend.connection(0, 1).ask();
        backend.connection(1, 1).ask();

        // When
        Connection beyond = backend.connection(2, 1).ask();

        // Then
        assertThat(beyond.outcome()).isEqualTo(redispatch ? "srv2" : "QUEUE_FULL");
        assertThat(backend.connection(3, 1).ask().outcome()).isEqualTo("QUEUE_FULL");
    }

    @Test
    void passesOverWhoLeft() {
        // Given
        TestBackend backend = new TestBackend(1, 1);
        List<Connection> connections = ask(backend, 3);

        // When
        boolean left = backend.pool().queue().leave(connections.get(1).waiting());

        // Then
        assertThat(left).isTrue();
        connections.getFirst().assignment().release();
        assertThat(outcomes(connections)).containsExactly("srv1", "waiting", "srv1");
        assertThat(backend.pool().queue().leave(connections.get(1).waiting())).isFalse();
        assertThat(backend.pool().queue().leave(connections.get(2).waiting())).isFalse();
        assertThat(backend.pool().stats().queued()).hasValue(0);
    }

    @Test
    void tellsThePlaceInTheQueueByHowManyWereServedBefore() {
        // Given
        TestBackend backend = new TestBackend(1, 1);
        List<Connection> connections = ask(backend, 5);
        connections.get(0).assignment().release();
        connections.get(1).assignment().release();

        // When
        backend.pool().queue().leave(connections.get(3).waiting());

        // Then
        connections.get(2).assignment().release();
        assertThat(connections.subList(1, 5))
                .as("who left saw two served, and is none of them")
                .extracting(connection -> connection.waiting().backendQueue())
                .containsExactly(1, 2, 3, 3);
        assertThat(connections).element(4).satisfies(last -> {
            assertThat(last.outcome()).isEqualTo("srv1");
            assertThat(last.waiting().serverQueue()).isZero();
        });
    }

    @Test
    void hasThoseThatWaitForAnEndpointThatWentDownWaitForAnyInTheirOrder() {
        // Given
        TestBackend backend = new TestBackend(2, 1);
        Connection holder2 = backend.connection(1, 2).ask();
        backend.connection(0, 1).ask();
        Connection stuck = backend.connection(0, 1).ask();
        Connection any = backend.connection(3).ask();
        backend.down(1);
        assertThat(outcomes(List.of(stuck, any))).containsExactly("waiting", "waiting");

        // When
        holder2.assignment().release();

        // Then
        assertThat(outcomes(List.of(stuck, any))).containsExactly("srv2", "waiting");
        assertThat(stuck.waiting().moved()).isTrue();
        assertThat(any.waiting().moved()).isFalse();
        assertThat(stuck.waiting().serverQueue()).isEqualTo(1);
        assertThat(stuck.waiting().backendQueue()).isEqualTo(1);
        assertThat(backend.endpoint(1).stats().queued().get()).isZero();
    }

    @Test
    void hasThemWaitUntilItIsUpAgainWithoutRedispatch() {
        // Given
        TestBackend backend = new TestBackend(2, 1).config(builder -> builder.redispatch(false));
        Connection holder = backend.connection(0, 1).ask();
        Connection stuck = backend.connection(0, 1).ask();
        backend.down(1);
        holder.assignment().release();
        assertThat(stuck.outcome()).isEqualTo("waiting");

        // When
        backend.up(1);

        // Then
        assertThat(stuck.outcome()).isEqualTo("srv1");
        assertThat(stuck.waiting().moved()).isFalse();
    }

    @Test
    void hasThoseThatWaitForAnEndpointThatIsGoneWaitForAnyEvenWithoutRedispatch() {
        // Given
        TestBackend backend = new TestBackend(2, 1).config(builder -> builder.redispatch(false));
        backend.connection(0, 1).ask();
        Connection stuck = backend.connection(0, 1).ask();

        // When
        backend.remove(1);

        // Then
        assertThat(stuck.outcome()).isEqualTo("srv2");
    }

    @Test
    void tellsThoseThatWaitWhenNoEndpointIsUpAnyMore() {
        // Given
        TestBackend backend = new TestBackend(2, 1);
        ask(backend, 2);
        Connection any = backend.connection(7).ask();
        Connection stuck = backend.connection(8, 1).ask();

        // When
        backend.down(1);
        backend.down(2);

        // Then
        assertThat(outcomes(List.of(any, stuck))).containsOnly("NONE_UP");
        assertThat(backend.connection(9).ask().outcome()).isEqualTo("NONE_UP");
        assertThat(backend.pool().connections()).isEqualTo(2);
    }

    @Test
    void givesThePlacesOfAHigherLimitAtOnce() {
        // Given
        TestBackend backend = new TestBackend(2, 1);
        List<Connection> connections = ask(backend, 6);

        // When
        backend.maxConnectionsPerServer(2);

        // Then
        assertThat(outcomes(connections).subList(2, 6))
                .containsOnlyOnce("srv1", "srv2")
                .endsWith("waiting", "waiting");
    }

    @Test
    void givesThePlacesOfAnEndpointThatCameUpAtOnce() {
        // Given
        TestBackend backend = new TestBackend(2, 1);
        backend.down(2);
        List<Connection> connections = ask(backend, 3);

        // When
        backend.up(2);

        // Then
        assertThat(outcomes(connections)).containsExactly("srv1", "srv2", "waiting");
    }

    @Test
    void hasThoseThatWaitForAnyWaitForTheirOwnOnceTheAlgorithmIsByHash() {
        // Given
        TestBackend backend = new TestBackend(2, 1);
        List<Connection> holders = ask(backend, 2);
        backend.algorithm(Algorithm.Source);
        int client = backend.clientOf(2);
        backend.algorithm(Algorithm.RoundRobin);
        Connection waiting = backend.connection(client).ask();

        // When
        backend.algorithm(Algorithm.Source);

        // Then
        assertThat(waiting.waiting().endpoint()).isSameAs(backend.endpoint(2));
        holders.forEach(holder -> holder.assignment().release());
        assertThat(waiting.outcome()).isEqualTo("srv2");
    }

    private static List<Connection> ask(TestBackend backend, int count) {
        return IntStream.range(0, count)
                .mapToObj(client -> backend.connection(client).ask())
                .toList();
    }

    private static List<String> outcomes(List<Connection> connections) {
        return connections.stream().map(Connection::outcome).toList();
    }
}
