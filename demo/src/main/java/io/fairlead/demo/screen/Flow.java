package io.fairlead.demo.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Pieces of text one after the other, as many on a line as fit. */
final class Flow {

    private Flow() {}

    /**
     * Returns lines of at most this width; a piece that is wider is cut.
     *
     * @param gap between two pieces
     */
    static List<AttributedString> lines(Look look, List<AttributedString> pieces, String gap, int width) {
        List<AttributedString> lines = new ArrayList<>();
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (AttributedString piece : pieces) {
            if (!line.isEmpty() && line.columnLength() + gap.length() + piece.columnLength() > width) {
                lines.add(line.toAttributedString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : gap).append(look.cut(piece, width));
        }
        if (!line.isEmpty()) {
            lines.add(line.toAttributedString());
        }
        return lines;
    }
}
