package io.fairlead.demo.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;

/**
 * Panels one above the other. Those that find no room are left out; the others get their lines by their rank, and a
 * log takes what nobody else needs; lines that are still free then go between the panels.
 */
final class Stack {

    private final Look look;
    private final List<Panel> panels;

    Stack(Look look, List<Panel> panels) {
        this.look = look;
        this.panels = panels;
    }

    /** How many lines it takes to show all, with space between the panels. */
    int most() {
        return panels.stream().mapToInt(panel -> panel.lines().size() + 2).sum() - 1;
    }

    /** Draws it in at most so many lines, each at most so wide. */
    List<AttributedString> draw(int width, int height) {
        List<Panel> shown = new ArrayList<>(panels);
        while (least(shown) > height) {
            shown.remove(
                    shown.stream().max(Comparator.comparingInt(Panel::rank)).orElseThrow());
        }
        Map<Panel, Integer> counts = new HashMap<>();
        int free = height - least(shown);
        for (Panel panel : shown.stream()
                .sorted(Comparator.comparing(Panel::log).thenComparingInt(Panel::rank))
                .toList()) {
            int more = Math.min(free, panel.lines().size() - panel.least());
            counts.put(panel, panel.least() + more);
            free -= more;
        }
        boolean spaced = free >= shown.size() - 1;
        List<AttributedString> lines = new ArrayList<>();
        for (Panel panel : shown) {
            if (spaced && !lines.isEmpty()) {
                lines.add(AttributedString.EMPTY);
            }
            lines.addAll(panel.draw(look, width, counts.getOrDefault(panel, 0)));
        }
        return lines;
    }

    private static int least(List<Panel> panels) {
        return panels.stream().mapToInt(panel -> panel.least() + 1).sum();
    }
}
