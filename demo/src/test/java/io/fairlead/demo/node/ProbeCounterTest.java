package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeCounterTest {

    @ParameterizedTest
    @CsvSource({
        // results: + passes, - fails; verdicts: P passed, F failed, U undecided
        "1, 3, +++, PPP",
        "1, 3, ---, UUF",
        "1, 3, --+--, UUPPP",
        "1, 3, +---+, PPPFP",
        "2, 1, +-++-, UFFPF"
    })
    void aVerdictChangesAfterSoManyResultsInARow(
            int successThreshold, int failureThreshold, String results, String verdicts) {
        // Given
        ProbeCounter counter = new ProbeCounter(successThreshold, failureThreshold);

        // When
        String seen = results.chars()
                .mapToObj(result -> counter.after(result == '+').name().substring(0, 1))
                .collect(Collectors.joining());

        // Then
        assertThat(seen).isEqualTo(verdicts);
    }
}
