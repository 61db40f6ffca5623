package io.fairlead.demo.screen;

import org.jline.utils.AttributedString;

/** A cell of a table: it knows how wide it would like to be, and can be drawn narrower. */
sealed interface Cell {

    int width();

    /** Draws it exactly so wide. */
    AttributedString draw(Look look, int width);

    /** Cut at its end. */
    record Text(AttributedString text) implements Cell {
        @Override
        public int width() {
            return text.columnLength();
        }

        @Override
        public AttributedString draw(Look look, int width) {
            return look.fit(text, width);
        }
    }

    /** Cut in its middle. */
    record Name(AttributedString text) implements Cell {
        @Override
        public int width() {
            return text.columnLength();
        }

        @Override
        public AttributedString draw(Look look, int width) {
            return look.fit(look.cutMiddle(text, width), width);
        }
    }

    /** At the right of its column. */
    record Count(AttributedString text) implements Cell {
        @Override
        public int width() {
            return text.columnLength();
        }

        @Override
        public AttributedString draw(Look look, int width) {
            return look.fitRight(text, width);
        }
    }

    /**
     * A bar.
     *
     * @param share how much of the width it fills, 0-1
     */
    record Bar(Tone tone, double share, int width) implements Cell {
        @Override
        public AttributedString draw(Look look, int width) {
            return look.fit(look.bar(tone, share, width), width);
        }
    }
}
