package io.fairlead.bench.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmTest {

    @Test
    void readsTheTotalOfAHistogram() throws IOException {
        // Given
        String histogram = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         81234        6543210  [B (java.base@25)
                Total        234567       12345678
                """;

        // When
        long total = Jvm.total(histogram);

        // Then
        assertThat(total).isEqualTo(12_345_678);
    }

    @Test
    void saysWhatJcmdSaidInstead() {
        // Given
        String said = "4711: No such process";

        // When
        var failing = assertThatThrownBy(() -> Jvm.total(said));

        // Then
        failing.isInstanceOf(IOException.class).hasMessageContaining(said);
    }

    @Test
    void findsTheProcessThatIsAJvm() throws Exception {
        // Given
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            List<Long> pids = List.of(other.pid(), ProcessHandle.current().pid());

            // When
            var found = Jvm.among(pids);

            // Then
            assertThat(found).isPresent();
            assertThat(Jvm.among(List.of(other.pid()))).isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }
}
