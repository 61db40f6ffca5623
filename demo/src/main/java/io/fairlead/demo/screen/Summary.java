package io.fairlead.demo.screen;

import io.fairlead.demo.screen.DemoView.Backend;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** What stays on the terminal when the demo has ended. */
final class Summary {

    private static final int BAR = 24;

    private Summary() {}

    /** Returns lines that are at most so wide. */
    static List<AttributedString> lines(Look look, DemoView view, int width) {
        List<AttributedString> lines = new ArrayList<>();
        long failed = view.calls().failed();
        lines.add(Look.join(
                look.text(Tone.STRONG, "fairlead demo"),
                look.text(
                        Tone.PLAIN,
                        ": " + Numbers.seconds(view.elapsed()) + " on the "
                                + view.place().server() + ", "),
                look.text(Tone.STRONG, Numbers.count(view.calls().sent()) + " calls"),
                look.text(Tone.PLAIN, ", "),
                look.text(failed == 0 ? Tone.GOOD : Tone.BAD, Numbers.count(failed) + " failed"),
                look.text(Tone.PLAIN, ", " + Numbers.connections(view.calls().connections()))));
        lines.addAll(backends(look, view.backends(), width));
        lines.addAll(new StepsPanel(look).text(view.steps(), width));
        return lines.stream().map(line -> look.cut(line, width)).toList();
    }

    private static List<AttributedString> backends(Look look, List<Backend> backends, int width) {
        long all = backends.stream().mapToLong(Backend::calls).sum();
        Table table = new Table(
                look, new Table.Column(14, 0), new Table.Column(8, 2), new Table.Column(4, 3), new Table.Column(6, 1));
        for (Backend backend : backends) {
            table.row(
                    new Cell.Name(look.text(Tone.PLAIN, backend.pod())),
                    new Cell.Bar(Tone.BUSY, all == 0 ? 0 : (double) backend.calls() / all, BAR),
                    new Cell.Count(look.text(Tone.PLAIN, Numbers.percent(backend.calls(), all))),
                    new Cell.Count(look.text(Tone.PLAIN, Numbers.count(backend.calls()) + " calls")));
        }
        return table.lines(width - 2);
    }
}
