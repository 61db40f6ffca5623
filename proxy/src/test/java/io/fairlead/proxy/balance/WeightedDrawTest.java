package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedDrawTest {

    private static final int DRAWS = 1 << 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachIndexHasItsShareOfAllNumbers(long seed) {
        // Given
        Random random = new Random(seed);
        long[] weights = random.longs(1 + random.nextInt(200), 1, seed % 2 == 0 ? 3 : 25_600)
                .toArray();
        WeightedDraw draw = new WeightedDraw(weights);

        // When
        long[] drawn = new long[weights.length];
        for (long i = 0; i < DRAWS; i++) {
            drawn[draw.at(i * (Long.MIN_VALUE / -(DRAWS / 2)))]++;
        }

        // Then
        double total = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            assertThat(drawn[i]).isCloseTo(Math.round(weights[i] / total * DRAWS), within(2L * weights.length));
        }
    }

    @Test
    void whereAllWeightsAreEqualTheNumbersAreDividedInOrder() {
        // Given
        WeightedDraw draw = new WeightedDraw(new long[] {7, 7, 7, 7});

        // When
        int[] drawn = {draw.at(0), draw.at(Long.MAX_VALUE), draw.at(Long.MIN_VALUE), draw.at(-1)};

        // Then
        assertThat(drawn).containsExactly(0, 1, 2, 3);
    }

    @Test
    void theOnlyOneIsAlwaysDrawn() {
        // Given
        WeightedDraw draw = new WeightedDraw(new long[] {256});

        // When
        int[] drawn = {draw.at(0), draw.at(Long.MAX_VALUE), draw.at(-1)};

        // Then
        assertThat(drawn).containsOnly(0);
    }
}
