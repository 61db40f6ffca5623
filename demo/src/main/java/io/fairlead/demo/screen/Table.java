package io.fairlead.demo.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Rows of cells in columns that are as wide as their widest cell. Where the whole is too wide the columns give way, the one with most to
 * give first; where that is not enough they go, the least important first. A column without content takes no room.
 */
final class Table {

    private static final String GAP = "  ";

    /**
     * A column.
     *
     * @param least how narrow it may become, if its cells are wider
     * @param rank the column with the highest goes first
     */
    record Column(int least, int rank) {}

    private final Look look;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(Look look, Column... columns) {
        this.look = look;
        this.columns = List.of(columns);
    }

    /** Adds a row, with one cell for each column. */
    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** Returns a line for each row, each at most so wide. */
    List<AttributedString> lines(int width) {
        int[] natural = IntStream.range(0, columns.size()).map(this::widest).toArray();
        List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size())
                .filter(column -> natural[column] > 0)
                .boxed()
                .toList());
        while (shown.size() > 1 && least(shown, natural) > width) {
            int leastImportant = shown.stream()
                    .max(Comparator.comparingInt(column -> columns.get(column).rank()))
                    .orElseThrow();
            shown.removeIf(column -> column == leastImportant);
        }
        int[] widths = natural.clone();
        for (int excess = total(shown, natural) - width; excess > 0; excess--) {
            shrinkOne(shown, widths);
        }
        return rows.stream().map(row -> line(row, shown, widths, width)).toList();
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> row.get(column).width()).max().orElse(0);
    }

    private int least(List<Integer> shown, int[] widths) {
        return total(
                shown,
                IntStream.range(0, widths.length)
                        .map(column ->
                                Math.min(widths[column], columns.get(column).least()))
                        .toArray());
    }

    private static int total(List<Integer> shown, int[] widths) {
        return shown.stream().mapToInt(column -> widths[column]).sum() + GAP.length() * (shown.size() - 1);
    }

    private void shrinkOne(List<Integer> shown, int[] widths) {
        shown.stream()
                .filter(column -> widths[column] > columns.get(column).least())
                .max(Comparator.comparingInt(
                        column -> widths[column] - columns.get(column).least()))
                .ifPresent(column -> widths[column]--);
    }

    private AttributedString line(List<Cell> row, List<Integer> shown, int[] widths, int width) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (int column : shown) {
            line.append(line.isEmpty() ? "" : GAP).append(row.get(column).draw(look, widths[column]));
        }
        return look.cut(line.toAttributedString(), width);
    }
}
