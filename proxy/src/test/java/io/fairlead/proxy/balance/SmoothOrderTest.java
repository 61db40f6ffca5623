package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothOrderTest {

    /** The first is the one that nginx published with the algorithm. */
    @ParameterizedTest
    @CsvSource({"'5 1 1', aabacaa", "'1 1 1', abc", "'3 1', aaba", "'100 200', bab", "'4 3 2', abcabacba", "'7', a"})
    void theWholeOrderIsAsPublished(String weights, String expected) {
        // When
        int[] order = SmoothOrder.whole(numbers(weights));

        // Then
        assertThat(letters(order)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyWeightsAndAnyBeginningGiveTheOrderOfTheDefinition(long seed) {
        // Given
        Random random = new Random(seed);
        int n = 1 + random.nextInt(40);
        long[] weights =
                random.longs(n, 1, seed % 2 == 0 ? 4 : 25_600).map(w -> w).toArray();
        long[] currents = random.longs(n, -500, 500).toArray();
        int[] expected = byDefinition(weights, currents.clone(), 3000);
        SmoothOrder order = new SmoothOrder(weights, currents);

        // When
        int[] got = order.next(3000);

        // Then
        assertThat(got).isEqualTo(expected);
    }

    @Test
    void theCurrentValuesAreWhereAnotherOneGoesOn() {
        // Given
        long[] weights = {9, 4, 4, 2, 1};
        SmoothOrder whole = new SmoothOrder(weights, new long[5]);
        SmoothOrder first = new SmoothOrder(weights, new long[5]);
        int[] expected = whole.next(100);
        int[] begun = first.next(37);

        // When
        int[] rest = new SmoothOrder(weights, first.currents()).next(63);

        // Then
        assertThat(begun).isEqualTo(Arrays.copyOf(expected, 37));
        assertThat(rest).isEqualTo(Arrays.copyOfRange(expected, 37, 100));
    }

    @Test
    void thereIsNoOrderOfNobody() {
        // When
        int[] order = SmoothOrder.whole(new long[0]);

        // Then
        assertThat(order).isEmpty();
    }

    /** All that the algorithm says, done one after the other. */
    private static int[] byDefinition(long[] weights, long[] currents, int steps) {
        int[] order = new int[steps];
        long total = Arrays.stream(weights).sum();
        for (int step = 0; step < steps; step++) {
            int best = 0;
            for (int i = 0; i < weights.length; i++) {
                currents[i] += weights[i];
                if (currents[i] > currents[best]) {
                    best = i;
                }
            }
            currents[best] -= total;
            order[step] = best;
        }
        return order;
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static String letters(int[] order) {
        return Arrays.stream(order)
                .mapToObj(index -> Character.toString('a' + index))
                .collect(Collectors.joining());
    }
}
