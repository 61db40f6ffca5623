package io.fairlead.bench.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ToolTest {

    @Test
    void findsWhatEachLinuxHasAndItsVersion() throws IOException, InterruptedException {
        // When
        String version = Tool.TASKSET.version();

        // Then
        assertThat(Tool.TASKSET.isThere()).isTrue();
        assertThat(version).matches("\\d+\\.\\d+.*");
    }
}
