package io.fairlead.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Contestants;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CapacitiesTest {

    private static Contestant peer(String name) {
        return Contestants.peers().stream()
                .filter(contestant -> contestant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void addAll(Capacities capacities) {
        capacities.add(Contestants.fairlead(Path.of("")), 40_000);
        capacities.add(peer("haproxy"), 20_000);
        capacities.add(peer("nghttpx"), 50_000);
        capacities.add(peer("direct"), 80_000);
    }

    @Test
    void theBestPeersIsTheFullLoad() {
        // Given
        Capacities capacities = Capacities.best();
        addAll(capacities);

        // When
        double full = capacities.full();

        // Then
        assertThat(full).isEqualTo(50_000);
    }

    @Test
    void orThatOfThePeerThatWasNamed() {
        // Given
        Capacities capacities = Capacities.of("haproxy");
        addAll(capacities);

        // When
        double full = capacities.full();

        // Then
        assertThat(full).isEqualTo(20_000);
    }

    @Test
    void whereThatPeerIsNotThereItIsTheBestOnes() {
        // Given
        Capacities capacities = Capacities.of("nginx");
        addAll(capacities);

        // When
        double full = capacities.full();

        // Then
        assertThat(full).isEqualTo(50_000);
    }

    @Test
    void withoutPeersItIsFairleadsOwn() {
        // Given
        Capacities capacities = Capacities.of("haproxy");
        capacities.add(Contestants.fairlead(Path.of("")), 40_000);

        // When
        double full = capacities.full();

        // Then
        assertThat(full).isEqualTo(40_000);
    }

    @Test
    void oneThatIsSetUpAnewDoesNotChangeTheLoad() {
        // Given
        Capacities capacities = Capacities.best();
        addAll(capacities);
        double before = capacities.full();

        // When
        capacities.add(peer("nghttpx"), 60_000);

        // Then
        assertThat(capacities.full()).isEqualTo(before);
    }
}
