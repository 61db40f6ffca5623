package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @ParameterizedTest
    @EnumSource
    void theDocumentationSaysWhatToDo(Reason reason) throws IOException {
        // Given
        Path page = Path.of("../docs/status.md");

        // When
        String text = Files.readString(page);

        // Then
        assertThat(text).contains("`" + reason + "`");
    }
}
