package io.fairlead.bench.report;

import io.fairlead.bench.work.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run for a terminal: a table of figures and one of ratios for each work, and the targets. */
public final class TextReport {

    private TextReport() {}

    /** Returns all of it, in lines that end with a line feed. */
    public static String of(Results results) {
        StringBuilder text = new StringBuilder();
        Facts.lines(results).forEach(line -> text.append(line).append('\n'));
        for (WorkResult work : results.works()) {
            text.append("\n%s  %s: median (range)\n".formatted(work.work(), work.title()));
            text.append(table(figures(work)));
            Facts.notes(work).forEach(line -> text.append("   ").append(line).append('\n'));
            if (!work.peers().isEmpty()) {
                text.append("\n   fairlead's by its peer's in the same round: median (range)\n");
                text.append(table(ratios(work)));
            }
        }
        text.append("\ntargets\n").append(table(targets(results)));
        return text.toString();
    }

    private static List<List<String>> figures(WorkResult work) {
        List<String> contestants =
                work.contestants().stream().map(ContestantResult::contestant).toList();
        List<List<String>> rows = new ArrayList<>(List.of(row("", contestants)));
        for (Metric metric : work.metrics()) {
            rows.add(row(
                    metric.label(),
                    contestants.stream()
                            .map(contestant -> cell(work.spread(metric, contestant)))
                            .toList()));
        }
        return rows;
    }

    /** What nothing is compared by is left out. */
    private static List<List<String>> ratios(WorkResult work) {
        List<List<String>> rows = new ArrayList<>(List.of(row("", work.peers())));
        for (Metric metric : work.metrics()) {
            List<Optional<Spread>> ratios = work.peers().stream()
                    .map(peer -> work.ratio(metric, List.of(peer)))
                    .toList();
            if (ratios.stream().anyMatch(Optional::isPresent)) {
                rows.add(
                        row(metric.name(), ratios.stream().map(TextReport::cell).toList()));
            }
        }
        return rows;
    }

    private static List<List<String>> targets(Results results) {
        return Target.ALL.stream()
                .map(target -> target.judge(results))
                .map(verdict -> List.of(
                        "%s %s"
                                .formatted(
                                        verdict.target().work(),
                                        verdict.target().metric()),
                        verdict.aim(),
                        verdict.figures(),
                        verdict.outcome()))
                .toList();
    }

    private static List<String> row(String first, List<String> others) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(others);
        return row;
    }

    private static String cell(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("-");
    }

    /** Columns as wide as their widest cell, two spaces apart. */
    private static String table(List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("   ");
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(other -> other.get(at).length())
                        .max()
                        .orElseThrow();
                line.append(row.get(column)).repeat(' ', width - row.get(column).length() + 2);
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }
}
