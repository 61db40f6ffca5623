package io.fairlead.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {

    private static final Path GOLDEN = Path.of("src/test/resources/screen");
    private static final String UPDATE_COMMAND =
            "mvn -pl demo -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=PictureTest -Dscreen.update=true";

    private static final Look PLAIN = new Look(false, Glyphs.unicode());
    private static final Look COLOURED = new Look(true, Glyphs.unicode());
    private static final Look ASCII = new Look(false, Glyphs.ascii());

    /** A golden file, and what is drawn for it. */
    record Case(String name, Look look, Function<Look, List<AttributedString>> drawn) {

        static Case picture(String name, Look look, DemoView view, int width, int height) {
            return new Case(
                    name + "-" + width + "x" + height,
                    look,
                    drawn -> Picture.draw(drawn, view, Views.events(), width, height));
        }

        static Case summary(String name, Look look, DemoView view, int width) {
            return new Case(name + "-" + width, look, drawn -> Summary.lines(drawn, view, width));
        }

        /** With a mark where a line ends; where there are colours, their escapes are made visible. */
        String text() {
            return drawn.apply(look).stream()
                    .map(line -> look.colours() ? look.ansi(line).replace('\u001b', '^') : line.toString())
                    .map(line -> line + "|")
                    .collect(Collectors.joining("\n", "", "\n"));
        }

        Path file() {
            return GOLDEN.resolve(name + ".txt");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                Case.picture("started", PLAIN, Views.started(), 80, 24),
                Case.picture("started", PLAIN, Views.started(), 140, 40),
                Case.picture("down", PLAIN, Views.backendDown(), 80, 24),
                Case.picture("down", PLAIN, Views.backendDown(), 80, 44),
                Case.picture("down", PLAIN, Views.backendDown(), 140, 40),
                Case.picture("down", PLAIN, Views.backendDown(), 50, 14),
                Case.picture("down", PLAIN, Views.backendDown(), 30, 5),
                Case.picture("down-coloured", COLOURED, Views.backendDown(), 80, 24),
                Case.picture("down-ascii", ASCII, Views.backendDown(), 80, 24),
                Case.picture("drained-coloured", COLOURED, Views.backendsDrained(), 80, 24),
                Case.picture("playing", PLAIN, Views.playing(), 80, 24),
                Case.picture("playing", PLAIN, Views.playing(), 140, 40),
                Case.picture("awkward", PLAIN, Views.awkward(), 80, 24),
                Case.picture("awkward", PLAIN, Views.awkward(), 140, 40),
                Case.summary("summary", PLAIN, Views.playing(), 80),
                Case.summary("summary-coloured", COLOURED, Views.backendDown(), 100),
                Case.summary("summary-awkward", ASCII, Views.awkward(), 60));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void looksAsItDid(Case each) throws IOException {
        // When
        String text = each.text();

        // Then
        if (Boolean.getBoolean("screen.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(each.file(), text);
        }
        assertThat(each.file()).as("To update it: " + UPDATE_COMMAND).hasContent(text);
    }

    @Test
    void noGoldenFileIsUnused() throws IOException {
        // When
        List<Path> files;
        try (Stream<Path> listed = Files.list(GOLDEN)) {
            files = listed.toList();
        }

        // Then
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(
                        cases().stream().map(Case::file).toList());
    }

    static List<DemoView> views() {
        return List.of(Views.started(), Views.backendDown(), Views.backendsDrained(), Views.playing(), Views.awkward());
    }

    @ParameterizedTest
    @MethodSource("views")
    void isNeverLargerThanTheTerminalAndNeverControlsIt(DemoView view) {
        for (int width = 7; width <= 200; width += width == 119 ? 1 : 7) {
            for (int height = 1; height <= 60; height++) {
                // When
                List<AttributedString> lines = Picture.draw(PLAIN, view, Views.events(), width, height);

                // Then
                assertThat(lines).hasSizeLessThanOrEqualTo(height);
                for (AttributedString line : lines) {
                    assertThat(line.columnLength())
                            .as("%dx%d: %s", width, height, line)
                            .isLessThanOrEqualTo(width);
                    assertThat(line.toString().chars()).noneMatch(Character::isISOControl);
                }
            }
        }
    }

    @Test
    void asciiIsAllThatATerminalWithoutUnicodeGets() {
        // When
        String text = Picture.draw(ASCII, Views.backendDown(), Views.events(), 140, 40).stream()
                .map(AttributedString::toString)
                .collect(Collectors.joining());

        // Then
        assertThat(text.chars()).allMatch(c -> c >= ' ' && c <= '~');
    }
}
