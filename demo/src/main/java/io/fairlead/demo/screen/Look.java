package io.fairlead.demo.screen;

import org.jline.utils.AttributedCharSequence;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** How the picture is drawn, and the pieces of text that it is made of. Widths are in columns of the terminal. */
record Look(boolean colours, Glyphs glyphs) {

    private static final int COLOURS = 8;

    /** Control characters, which a message from elsewhere may have, become spaces. */
    AttributedString text(Tone tone, String text) {
        String safe = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new AttributedString(safe, tone.style(colours));
    }

    /** What to write so that a terminal shows it. */
    String ansi(AttributedString text) {
        return text.toAnsi(COLOURS, AttributedCharSequence.ForceMode.None);
    }

    static AttributedString join(AttributedString... parts) {
        AttributedStringBuilder whole = new AttributedStringBuilder();
        for (AttributedString part : parts) {
            whole.append(part);
        }
        return whole.toAttributedString();
    }

    /** Cuts what is too wide, and marks the cut. */
    AttributedString cut(AttributedString text, int width) {
        if (text.columnLength() <= width) {
            return text;
        }
        AttributedString start = text.columnSubSequence(0, Math.max(0, width - 1));
        return width <= 0 ? AttributedString.EMPTY : join(start, text(Tone.FAINT, glyphs.ellipsis()));
    }

    /** Cuts out of the middle: names of one Deployment's pods differ at their ends. */
    AttributedString cutMiddle(AttributedString text, int width) {
        int whole = text.columnLength();
        if (whole <= width || width < 3) {
            return cut(text, width);
        }
        int tail = (width - 1) / 2;
        AttributedString start = text.columnSubSequence(0, width - 1 - tail);
        return join(start, text(Tone.FAINT, glyphs.ellipsis()), text.columnSubSequence(whole - tail, whole));
    }

    /** Makes it exactly so wide. */
    AttributedString fit(AttributedString text, int width) {
        AttributedString cut = cut(text, width);
        return join(cut, spaces(width - cut.columnLength()));
    }

    /** Makes it exactly so wide, with the end of the text at the end. */
    AttributedString fitRight(AttributedString text, int width) {
        AttributedString cut = cut(text, width);
        return join(spaces(width - cut.columnLength()), cut);
    }

    AttributedString repeat(Tone tone, String glyph, int count) {
        return text(tone, glyph.repeat(Math.max(0, count)));
    }

    /** A share of a width as a bar, to an eighth of a column where the glyphs have that. */
    AttributedString bar(Tone tone, double share, int width) {
        int steps = glyphs.steps().length();
        int filled = (int) Math.round(Math.clamp(share, 0, 1) * width * steps);
        String full = glyphs.steps().substring(steps - 1).repeat(filled / steps);
        String rest = filled % steps == 0 ? "" : glyphs.steps().substring(filled % steps - 1, filled % steps);
        return text(tone, full + rest);
    }

    private static AttributedString spaces(int count) {
        return new AttributedString(" ".repeat(Math.max(0, count)));
    }
}
