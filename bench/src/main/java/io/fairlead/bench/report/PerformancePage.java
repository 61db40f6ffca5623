package io.fairlead.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of docs/performance.md that is made of the committed run. */
public final class PerformancePage {

    private static final String BEGIN = "<!-- From bench/results; bench/run --publish writes it anew. -->\n";
    private static final String END = "<!-- To here. -->\n";

    private PerformancePage() {}

    /**
     * Returns {@code page} with the figures of {@code results} in it.
     *
     * @throws IllegalArgumentException where the page does not say where they go
     */
    public static String update(String page, Results results) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "docs/performance.md (expected: the lines %s and %s)".formatted(BEGIN.strip(), END.strip()));
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + part(results) + "\n" + page.substring(end);
    }

    private static String part(Results results) {
        StringBuilder part = new StringBuilder();
        Facts.lines(results).forEach(line -> part.append("- ").append(line).append('\n'));
        part.append("\n| work | target | measured | outcome |\n| --- | --- | --- | --- |\n");
        for (Target target : Target.ALL) {
            Verdict verdict = target.judge(results);
            part.append("| %s: %s | %s | %s | %s |\n"
                    .formatted(target.work(), target.metric(), verdict.aim(), verdict.figures(), verdict.outcome()));
        }
        results.works().forEach(work -> part.append(table(work)));
        return part.toString();
    }

    private static String table(WorkResult work) {
        String names =
                work.contestants().stream().map(ContestantResult::contestant).collect(Collectors.joining(" | "));
        String rows = work.metrics().stream()
                .map(metric -> "| %s | %s |\n"
                        .formatted(
                                metric.label(),
                                work.contestants().stream()
                                        .map(result -> cell(
                                                work.spread(metric, result.contestant()),
                                                work.contestants().getFirst().equals(result)
                                                        ? Optional.empty()
                                                        : work.ratio(metric, List.of(result.contestant()))))
                                        .collect(Collectors.joining(" | "))))
                .collect(Collectors.joining());
        String notes =
                Facts.notes(work).stream().map(line -> "\n" + line + "\n").collect(Collectors.joining());
        return "\n### %s: %s\n\n| | %s |\n|%s\n%s%s"
                .formatted(
                        work.work(),
                        work.title(),
                        names,
                        " --- |".repeat(work.contestants().size() + 1),
                        rows,
                        notes);
    }

    /** The range of a peer's figures is in the JSON. */
    private static String cell(Optional<Spread> figure, Optional<Spread> ratio) {
        return figure.map(spread -> ratio.map(by -> "%s; x %s".formatted(Figures.text(spread.median()), by))
                        .orElseGet(spread::toString))
                .orElse("");
    }
}
