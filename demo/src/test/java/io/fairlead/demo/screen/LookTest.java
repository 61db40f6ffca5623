package io.fairlead.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTest {

    private static final Look LOOK = new Look(false, Glyphs.unicode());

    @ParameterizedTest
    @CsvSource({"echo, 4, echo", "echo, 3, ec…", "echo, 1, …", "echo, 0, ''", "后端后端, 6, 后端…", "后端后端, 7, 后端后…"})
    void cutsAtTheEndAndNeverHalfACharacter(String text, int width, String cut) {
        assertThat(LOOK.cut(LOOK.text(Tone.PLAIN, text), width)).hasToString(cut);
    }

    @ParameterizedTest
    @CsvSource({"echo-6b7f-abcde, 9, echo…bcde", "echo-6b7f-abcde, 8, echo…cde", "echo-6b7f-abcde, 2, e…"})
    void cutsNamesInTheMiddle(String text, int width, String cut) {
        assertThat(LOOK.cutMiddle(LOOK.text(Tone.PLAIN, text), width)).hasToString(cut);
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "0.1, ▍", "0.25, █", "0.5, ██", "0.9, ███▋", "1, ████", "7, ████", "-1, ''"})
    void drawsSharesToAnEighthOfAColumn(double share, String bar) {
        assertThat(LOOK.bar(Tone.PLAIN, share, 4)).hasToString(bar);
    }

    @Test
    void drawsTheLatestNumbersAsColumnsUpToTheHighest() {
        // When
        List<AttributedString> lines = Sparkline.lines(LOOK, List.of(1000, 0, 1, 50, 75, 100), 5, 2);

        // Then
        assertThat(lines).map(AttributedString::toString).containsExactly("   ▄█", " ▁███");
    }

    @Test
    void anUntrustedTerminalGetsAscii() {
        assertThat(Glyphs.of(StandardCharsets.UTF_8, "xterm")).isEqualTo(Glyphs.unicode());
        assertThat(Glyphs.of(StandardCharsets.US_ASCII, "xterm")).isEqualTo(Glyphs.ascii());
        assertThat(Glyphs.of(StandardCharsets.UTF_8, "linux")).isEqualTo(Glyphs.ascii());
    }
}
