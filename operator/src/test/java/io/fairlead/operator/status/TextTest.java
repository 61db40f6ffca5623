package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @Test
    void linesAndControlCharactersBecomeBlanks() {
        // Given
        String text = " a\r\n\tb\u0000\u2028c ";

        // When
        String line = Text.line(text, 10);

        // Then
        assertThat(line).isEqualTo("a b c");
    }

    @Test
    void noCharacterIsCutInTwo() {
        // Given
        String text = "ab\ud83d\ude80cdef";

        // When
        String line = Text.line(text, 6);

        // Then
        assertThat(line).isEqualTo("ab...");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Failed, it broke., Failed (it broke)",
                "Failed, -, Failed",
                "-, it broke, it broke",
                "-, -, no reason is given",
                "'', ' ', no reason is given",
            })
    void aReasonIsSaidWithAsMuchAsIsKnown(String reason, String message, String expected) {
        // When
        String text = Text.because(reason, message);

        // Then
        assertThat(text).isEqualTo(expected);
    }
}
