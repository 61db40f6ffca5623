package io.fairlead.demo.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Pieces of text one after the other, as many on a line as fit. */
final class Flow {

    private static final String GAP = "  ";

    private Flow() {}

    /** Returns lines of at most this width; a piece that is wider is cut. */
    static List<AttributedString> lines(Look look, List<AttributedString> pieces, int width) {
        List<AttributedString> lines = new ArrayList<>();
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (AttributedString piece : pieces) {
            if (!line.isEmpty() && line.columnLength() + GAP.length() + piece.columnLength() > width) {
                lines.add(line.toAttributedString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : GAP).append(look.cut(piece, width));
        }
        if (!line.isEmpty()) {
            lines.add(line.toAttributedString());
        }
        return lines;
    }
}
