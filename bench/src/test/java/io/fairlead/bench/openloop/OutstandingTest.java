package io.fairlead.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutstandingTest {

    @Test
    void keepsWhatIsNotAnsweredInWhateverOrderAnswersCome() {
        // Given
        Random random = new Random(1);
        Outstanding outstanding = new Outstanding();
        Map<Integer, Long> expected = new HashMap<>();
        Map<Integer, Long> seen = new HashMap<>();

        // When
        for (int stream = 1; stream < 20_000; stream += 2) {
            long due = random.nextLong(Long.MAX_VALUE);
            outstanding.add(stream, due);
            expected.put(stream, due);
            int other = random.nextInt(stream + 1) | 1;
            if (outstanding.has(other)) {
                seen.put(other, outstanding.remove(other));
            }
        }

        // Then
        assertThat(outstanding.count()).isEqualTo(expected.size() - seen.size());
        for (int stream = 1; stream < 20_000; stream += 2) {
            assertThat(outstanding.has(stream)).isNotEqualTo(seen.containsKey(stream));
            if (outstanding.has(stream)) {
                seen.put(stream, outstanding.remove(stream));
            }
        }
        assertThat(seen).isEqualTo(expected);
    }
}
