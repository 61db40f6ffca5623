package io.fairlead.demo.screen;

import io.fairlead.demo.screen.DemoView.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/** The script, and how far it is. */
final class StepsPanel {

    private static final int ONE_LINE_EACH = 70;
    private static final int LEAST_TITLE = 24;
    private static final String INDENT = "  ";

    private final Look look;

    StepsPanel(Look look) {
        this.look = look;
    }

    Panel of(List<Step> steps, int width, int least, int rank) {
        long seen =
                steps.stream().filter(step -> step.state() == Step.State.SEEN).count();
        long missed =
                steps.stream().filter(step -> step.state() == Step.State.MISSED).count();
        AttributedString aside = Look.join(
                look.text(Tone.PLAIN, seen + " of " + steps.size() + " seen"),
                look.text(Tone.BAD, missed == 0 ? "" : ", " + missed + " missed"));
        List<AttributedString> lines = new ArrayList<>();
        int focus = 0;
        List<AttributedString> single = lines(steps, width);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.state() != Step.State.WAITING) {
                focus = lines.size();
            }
            if (width >= ONE_LINE_EACH) {
                lines.add(single.get(i));
            } else {
                lines.add(Look.join(mark(step), title(step, step.title())));
                if (!step.detail().isEmpty()) {
                    lines.add(Look.join(look.text(Tone.PLAIN, INDENT), detail(step, step.detail())));
                }
            }
        }
        return Panel.of("Script", aside, lines, least, rank).withFocus(focus);
    }

    /** A line for each step, at most so wide. */
    List<AttributedString> lines(List<Step> steps, int width) {
        Table table = new Table(look, new Table.Column(LEAST_TITLE, 0), new Table.Column(12, 1));
        for (Step step : steps) {
            String[] title = step.title().split(": ", 2);
            String rest = title.length == 1 ? "" : title[1];
            table.row(
                    new Cell.Text(Look.join(mark(step), title(step, title[0]))),
                    new Cell.Text(detail(step, step.detail().isEmpty() ? rest : step.detail())));
        }
        return table.lines(width);
    }

    /** All words of each step, in lines that are at most so wide. */
    List<AttributedString> text(List<Step> steps, int width) {
        List<AttributedString> lines = new ArrayList<>();
        for (Step step : steps) {
            lines.add(Look.join(mark(step), title(step, step.title())));
            List<AttributedString> words = Stream.of(step.detail().split(" "))
                    .map(word -> detail(step, word))
                    .toList();
            Flow.lines(look, words, " ", width - INDENT.length())
                    .forEach(line -> lines.add(Look.join(look.text(Tone.PLAIN, INDENT), line)));
        }
        return lines;
    }

    private AttributedString mark(Step step) {
        Glyphs glyphs = look.glyphs();
        return switch (step.state()) {
            case WAITING -> look.text(Tone.FAINT, glyphs.waiting() + " ");
            case RUNNING -> look.text(Tone.BUSY, glyphs.running() + " ");
            case SEEN -> look.text(Tone.GOOD, glyphs.seen() + " ");
            case MISSED -> look.text(Tone.BAD, glyphs.bad() + " ");
        };
    }

    private AttributedString title(Step step, String title) {
        return look.text(
                switch (step.state()) {
                    case WAITING -> Tone.FAINT;
                    case RUNNING -> Tone.STRONG;
                    case SEEN, MISSED -> Tone.PLAIN;
                },
                title);
    }

    private AttributedString detail(Step step, String detail) {
        return look.text(step.state() == Step.State.MISSED ? Tone.BAD : Tone.FAINT, detail);
    }
}
