package io.fairlead.demo.screen;

import org.jline.utils.AttributedStyle;

/** How a piece of text is meant. */
enum Tone {
    PLAIN,
    STRONG,
    FAINT,
    GOOD,
    BUSY,
    WARNING,
    BAD;

    /** The colours are of the terminal's own sixteen, so that they fit its background. */
    AttributedStyle style(boolean colours) {
        return switch (this) {
            case PLAIN -> AttributedStyle.DEFAULT;
            case STRONG -> AttributedStyle.BOLD;
            case FAINT -> AttributedStyle.DEFAULT.faint();
            case GOOD -> foreground(AttributedStyle.DEFAULT, colours, AttributedStyle.GREEN);
            case BUSY -> foreground(AttributedStyle.DEFAULT, colours, AttributedStyle.CYAN);
            case WARNING -> foreground(AttributedStyle.DEFAULT, colours, AttributedStyle.YELLOW);
            case BAD -> foreground(AttributedStyle.BOLD, colours, AttributedStyle.RED);
        };
    }

    private static AttributedStyle foreground(AttributedStyle style, boolean colours, int colour) {
        return colours ? style.foreground(colour) : style;
    }
}
