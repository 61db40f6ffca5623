package io.fairlead.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    @Test
    void allContestantsHaveTheirTurnInEachRound() {
        // When
        List<Turns.Turn> turns = Turns.of(2, 3);

        // Then
        assertThat(turns)
                .containsExactly(
                        new Turns.Turn(1, 0),
                        new Turns.Turn(1, 1),
                        new Turns.Turn(1, 2),
                        new Turns.Turn(2, 0),
                        new Turns.Turn(2, 1),
                        new Turns.Turn(2, 2));
    }
}
