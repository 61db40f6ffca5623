package io.fairlead.demo.screen;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The characters that the picture is drawn with.
 *
 * @param steps what fills a cell from the left, from the least to the full one
 * @param levels what fills a cell from below, from the least to the full one
 * @param rule what a line is drawn with, and {@code passed} the part of it that is over
 */
record Glyphs(
        String steps,
        String levels,
        String good,
        String bad,
        String unknown,
        String seen,
        String running,
        String waiting,
        String rule,
        String passed,
        String dot,
        String ellipsis) {

    private static final Glyphs UNICODE =
            new Glyphs("▏▎▍▌▋▊▉█", "▁▂▃▄▅▆▇█", "●", "✗", "○", "✓", "▶", "·", "╌", "━", "·", "…");
    private static final Glyphs ASCII = new Glyphs("#", "_.:-=+*#", "+", "x", "?", "+", ">", ".", "-", "=", "|", "~");

    /**
     * Returns what a terminal can be trusted to have.
     *
     * @param type the terminal's, as {@code TERM} has it; the fonts of the Linux console lack most of Unicode's
     */
    static Glyphs of(Charset charset, String type) {
        return charset.equals(StandardCharsets.UTF_8) && !type.equals("linux") ? unicode() : ascii();
    }

    static Glyphs unicode() {
        return UNICODE;
    }

    static Glyphs ascii() {
        return ASCII;
    }
}
