package io.fairlead.demo.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jline.utils.AttributedString;

/** Numbers over time as columns, the latest at the right; the highest that is shown reaches the top. */
final class Sparkline {

    private Sparkline() {}

    /** Returns so many lines, from the top down, each at most so wide. */
    static List<AttributedString> lines(Look look, List<Integer> numbers, int width, int height) {
        List<Integer> shown = numbers.subList(Math.max(0, numbers.size() - width), numbers.size());
        int highest = Math.max(1, shown.isEmpty() ? 1 : Collections.max(shown));
        String levels = look.glyphs().levels();
        int steps = levels.length();
        List<AttributedString> lines = new ArrayList<>();
        for (int row = height - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder();
            for (int number : shown) {
                int filled = (int) Math.ceilDiv((long) Math.max(0, number) * height * steps, highest) - row * steps;
                line.append(filled <= 0 ? ' ' : levels.charAt(Math.min(filled, steps) - 1));
            }
            lines.add(look.text(Tone.BUSY, line.toString()));
        }
        return lines;
    }
}
