package io.fairlead.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgramTest {

    @Test
    void tellsSinceWhenAProcessIsTheProgramThatItIs() throws Exception {
        // Given
        Process process = new ProcessBuilder("bash", "-c", "read; exec sleep 60").start();
        try {
            Path executable = Path.of("/proc", Long.toString(process.pid()), "exe");
            await().until(() -> Files.readSymbolicLink(executable).endsWith("bash"));
            Program program = new Program(process.pid(), 0);
            program.look(1);
            program.look(2);
            process.getOutputStream().close();
            await().until(() -> !Files.readSymbolicLink(executable).endsWith("bash"));

            // When
            program.look(3);
            program.look(4);

            // Then
            assertThat(program.since()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }
}
