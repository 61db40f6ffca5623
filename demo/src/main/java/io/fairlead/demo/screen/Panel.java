package io.fairlead.demo.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * A part of the picture: a heading and lines below it.
 *
 * @param aside what the heading says besides
 * @param least with fewer lines it is better left out
 * @param rank where there is no room for all, the one with the highest is left out first
 * @param focus the line that has to be seen where there is no room for all
 */
record Panel(String title, AttributedString aside, List<AttributedString> lines, int least, int rank, int focus) {

    /** Shows its first lines where there is no room for all. */
    static Panel of(String title, AttributedString aside, List<AttributedString> lines, int least, int rank) {
        return new Panel(title, aside, lines, Math.min(least, lines.size()), rank, 0);
    }

    Panel withFocus(int line) {
        return new Panel(title, aside, lines, least, rank, line);
    }

    /** Whether its end is what one wants to see. */
    boolean log() {
        return focus == lines.size();
    }

    /** Draws the heading and so many of the lines, each at most so wide. */
    List<AttributedString> draw(Look look, int width, int count) {
        int first = Math.clamp(focus - count / 2, 0, Math.max(0, lines.size() - count));
        List<AttributedString> drawn = new ArrayList<>();
        drawn.add(heading(look, width));
        for (AttributedString line : lines.subList(first, Math.min(lines.size(), first + count))) {
            drawn.add(look.cut(Look.join(look.text(Tone.PLAIN, " "), line), width));
        }
        return drawn;
    }

    private AttributedString heading(Look look, int width) {
        String rule = look.glyphs().rule();
        AttributedString start = Look.join(
                look.text(Tone.FAINT, rule + " "),
                look.text(Tone.STRONG, title),
                look.text(Tone.PLAIN, aside.isEmpty() ? "" : "  "),
                aside,
                look.text(Tone.PLAIN, " "));
        return look.cut(Look.join(start, look.repeat(Tone.FAINT, rule, width - start.columnLength())), width);
    }
}
