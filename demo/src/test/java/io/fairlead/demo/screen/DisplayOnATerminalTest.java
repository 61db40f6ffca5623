package io.fairlead.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayOnATerminalTest {

    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?1049l";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_Z = "\u001a";
    private static final String LAST_WORDS = "# for kubectl";
    private static final Look UNICODE = new Look(true, Glyphs.unicode());

    @BeforeEach
    void needsScript() {
        assumeTrue(PseudoTerminal.available(), "no /usr/bin/script of util-linux");
    }

    @ParameterizedTest
    @CsvSource({"80,24", "140,40"})
    void showsThePicture(int width, int height) throws Exception {
        try (PseudoTerminal terminal = start(width, height, "TERM=xterm-256color", "LC_ALL=C.UTF-8")) {
            // Given
            terminal.awaitText(LAST_WORDS);

            // When
            terminal.type("q");
            String written = terminal.end();

            // Then
            ScreenTerminal screen = new ScreenTerminal(width, height);
            screen.write(written.substring(written.indexOf(ENTER), written.lastIndexOf(LEAVE)));
            String picture = Picture.draw(UNICODE, Views.backendDown(), Views.events(), width, height).stream()
                    .map(line -> line.toString().stripTrailing())
                    .collect(Collectors.joining("\n"));
            String shown = screen.toString()
                    .lines()
                    .map(String::stripTrailing)
                    .collect(Collectors.joining("\n"))
                    .stripTrailing();
            assertThat(shown).isEqualTo(picture);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", CTRL_C, CTRL_Z + "q"})
    void givesTheTerminalBackAndLeavesTheSummary(String keys) throws Exception {
        try (PseudoTerminal terminal = start(80, 24, "TERM=xterm", "LC_ALL=C.UTF-8")) {
            // Given
            terminal.awaitText(LAST_WORDS);

            // When
            terminal.type(keys);
            String written = terminal.end();

            // Then
            assertThat(written).containsOnlyOnce(ENTER).containsOnlyOnce(LEAVE).contains(HIDE_CURSOR);
            assertThat(written.lastIndexOf(SHOW_CURSOR)).isGreaterThan(written.lastIndexOf(HIDE_CURSOR));
            String summary = Summary.lines(UNICODE, Views.backendDown(), 80).stream()
                    .map(UNICODE::ansi)
                    .collect(Collectors.joining("\r\n", "", "\r\n"));
            assertThat(written.substring(written.indexOf(LEAVE))).endsWith(summary);
        }
    }

    @Test
    void doesWithoutColoursWhereNoneAreWanted() throws Exception {
        try (PseudoTerminal terminal = start(80, 24, "TERM=xterm", "LC_ALL=C.UTF-8", "NO_COLOR=1")) {
            // Given
            terminal.awaitText(LAST_WORDS);

            // When
            terminal.type("q");
            String written = terminal.end();

            // Then
            assertThat(written).contains(ENTER).doesNotContainPattern("\u001b\\[([0-9]+;)*3[0-7][;m]");
        }
    }

    @Test
    void doesWithAsciiInALocaleWithoutUnicode() throws Exception {
        try (PseudoTerminal terminal = start(80, 24, "TERM=xterm", "LC_ALL=C")) {
            // Given
            terminal.awaitText(LAST_WORDS);

            // When
            terminal.type("q");
            String written = terminal.end();

            // Then
            assertThat(written).contains("######").contains("- ");
            assertThat(written.chars()).allMatch(c -> c < 0x80);
        }
    }

    @Test
    void writesPlainLinesWhereTheTerminalCanDoNoMore() throws Exception {
        try (PseudoTerminal terminal = start(80, 24, "TERM=dumb", "LC_ALL=C.UTF-8")) {
            // Given
            terminal.awaitText("calls: ");

            // When
            terminal.type("q\n");
            String written = terminal.end();

            // Then
            assertThat(written).doesNotContain("\u001b").contains("  12.3s  echo-6b7f5c9d8-8hv4d is Down");
        }
    }

    @Test
    void saysNothingOfItsOwn() throws Exception {
        try (PseudoTerminal terminal = start(80, 24, "TERM=xterm", "LC_ALL=C.UTF-8")) {
            // Given
            terminal.awaitText(LAST_WORDS);

            // When
            terminal.type("q");
            String written = terminal.end();

            // Then
            assertThat(written).startsWith(ENTER).doesNotContain("WARN");
            assertThat(terminal.exitCode()).isZero();
        }
    }

    private static PseudoTerminal start(int width, int height, String... environment) throws Exception {
        return new PseudoTerminal(width, height, List.of(environment), ShowBackendDown.class);
    }
}
