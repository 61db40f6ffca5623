package io.fairlead.demo.screen;

import io.fairlead.demo.screen.DemoView.Created;
import io.fairlead.demo.screen.DemoView.Hint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;

/** What was created, what happened lately, and what one can try. */
final class TextPanels {

    private final Look look;
    private final int width;

    TextPanels(Look look, int width) {
        this.look = look;
        this.width = width;
    }

    /** The kinds of the objects after each name: the operator gives most of them the same. */
    Panel created(List<Created> objects, int rank) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (Created object : objects) {
            kinds.computeIfAbsent(object.name(), _ -> new ArrayList<>()).add(object.kind());
        }
        List<AttributedString> pieces = new ArrayList<>();
        kinds.forEach((name, named) -> {
            pieces.add(look.text(Tone.BUSY, name + ":"));
            named.forEach(kind -> pieces.add(look.text(Tone.PLAIN, kind)));
        });
        return Panel.of(
                "Created",
                look.text(Tone.PLAIN, objects.size() + (objects.size() == 1 ? " object" : " objects")),
                Flow.lines(look, pieces, "  ", width),
                1,
                rank);
    }

    /** The latest are at the end. */
    Panel events(List<DemoEvent> events, int rank) {
        List<AttributedString> lines = events.stream()
                .map(event -> Look.join(
                        look.text(Tone.FAINT, Numbers.clock(event.elapsed()) + "  "),
                        look.text(tone(event.kind()), event.text())))
                .toList();
        return Panel.of("Events", AttributedString.EMPTY, lines, 2, rank).withFocus(lines.size());
    }

    Panel hints(List<Hint> hints, int least, int rank) {
        Table table = new Table(look, new Table.Column(40, 0), new Table.Column(8, 1));
        for (Hint hint : hints) {
            table.row(
                    new Cell.Text(look.text(Tone.BUSY, hint.line())),
                    new Cell.Text(look.text(Tone.FAINT, "# " + hint.what())));
        }
        return Panel.of("Try", AttributedString.EMPTY, table.lines(width), least, rank);
    }

    static Tone tone(DemoEvent.Kind kind) {
        return switch (kind) {
            case NOTE -> Tone.PLAIN;
            case STEP -> Tone.STRONG;
            case GOOD -> Tone.GOOD;
            case WARNING -> Tone.WARNING;
            case BAD -> Tone.BAD;
        };
    }
}
