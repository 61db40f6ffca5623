package io.fairlead.bench.report;

import io.fairlead.bench.work.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run as an SVG picture, legible on light and dark pages: for each work the metric that stands for it, a bar for each contestant, and its range. */
public final class Chart {

    private static final int WIDTH = 900;
    private static final int BARS_LEFT = 150;
    private static final int BARS_WIDTH = 560;
    private static final int HEAD = 58;
    private static final int TITLE = 30;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int GAP = 14;

    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
                .title { font-size: 16px; font-weight: 600; }
                .work { font-weight: 600; }
                .small { font-size: 12px; fill: #59636e; }
                .name { text-anchor: end; }
                .own { fill: #0969da; }
                .peer { fill: #afb8c1; }
                .range { stroke: #1f2328; stroke-width: 1.5; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #f0f6fc; }
                  .small { fill: #9198a1; }
                  .own { fill: #4493f8; }
                  .peer { fill: #656c76; }
                  .range { stroke: #f0f6fc; }
                }
              </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private int y = HEAD;

    private Chart() {}

    /** Returns the whole file. */
    public static String of(Results results) {
        Chart chart = new Chart();
        results.works().forEach(chart::add);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc">
                  <title id="title">fairlead beside its peers</title>
                  <desc id="desc">%s</desc>
                %s  <text class="title" x="14" y="24">fairlead beside its peers: less is better</text>
                  <text class="small" x="14" y="44">%s</text>
                %s</svg>
                """.formatted(WIDTH, chart.y, escape(description(results)), STYLE, escape(under(results)), chart.body);
    }

    private static String under(Results results) {
        return "median and range of %d rounds, one CPU for the proxy; %s, %s"
                .formatted(results.settings().rounds(), results.machine().cpu(), results.date());
    }

    private static String description(Results results) {
        return results.works().stream()
                .map(work -> bars(work).stream()
                        .map(bar -> "%s %s"
                                .formatted(
                                        bar.contestant(),
                                        Figures.text(bar.spread().median())))
                        .collect(Collectors.joining(", ", heading(work) + ": ", ".")))
                .collect(Collectors.joining(" "));
    }

    private record Bar(String contestant, Spread spread) {}

    private static List<Bar> bars(WorkResult work) {
        Optional<Metric> headline = work.metric(work.headline());
        List<Bar> bars = new ArrayList<>();
        for (ContestantResult result : work.contestants()) {
            headline.flatMap(metric -> work.spread(metric, result.contestant()))
                    .ifPresent(spread -> bars.add(new Bar(result.contestant(), spread)));
        }
        return bars;
    }

    private static String heading(WorkResult work) {
        return "%s: %s, %s"
                .formatted(
                        work.work(),
                        work.title(),
                        work.metric(work.headline()).map(Metric::label).orElse(work.headline()));
    }

    private void add(WorkResult work) {
        List<Bar> bars = bars(work);
        if (bars.isEmpty()) {
            return;
        }
        line("<text class=\"work\" x=\"14\" y=\"%d\">%s</text>".formatted(y + TITLE - 12, escape(heading(work))));
        y += TITLE;
        double most =
                bars.stream().mapToDouble(bar -> bar.spread().most()).max().orElseThrow();
        String own = work.contestants().getFirst().contestant();
        for (Bar bar : bars) {
            add(bar, most, bar.contestant().equals(own) ? "own" : "peer");
        }
        y += GAP;
    }

    private void add(Bar bar, double most, String style) {
        double median = length(bar.spread().median(), most);
        double least = BARS_LEFT + length(bar.spread().least(), most);
        double end = BARS_LEFT + length(bar.spread().most(), most);
        line("<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>"
                .formatted(BARS_LEFT - 10, y + 12, escape(bar.contestant())));
        line("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\"/>"
                .formatted(style, BARS_LEFT, y, pixels(median), BAR));
        line("<path class=\"range\" d=\"M%s %dH%s\"/>".formatted(pixels(least), y + BAR / 2, pixels(end)));
        line("<text x=\"%s\" y=\"%d\">%s</text>".formatted(pixels(end + 8), y + 12, bar.spread()));
        y += ROW;
    }

    private static double length(double figure, double most) {
        return BARS_WIDTH * figure / most;
    }

    private static String pixels(double length) {
        return String.format(Locale.ROOT, "%.1f", length);
    }

    private void line(String element) {
        body.append("  ").append(element).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
