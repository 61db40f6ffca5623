package io.fairlead.demo.screen;

import io.fairlead.demo.screen.DemoView.Condition;
import io.fairlead.demo.screen.DemoView.LoadBalancer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.utils.AttributedString;

/** The resource, its conditions, and whether there is an operator. */
final class LoadBalancerPanel {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Set<String> BETTER_NOT = Set.of("Reconciling", "Stalled");

    private final Look look;
    private final DemoView view;

    private LoadBalancerPanel(Look look, DemoView view) {
        this.look = look;
        this.view = view;
    }

    /**
     * @param roomy whether each condition gets a line; else one line has all, and those that are not as one wants them get one more
     */
    static Panel of(Look look, DemoView view, int width, boolean roomy, int rank) {
        LoadBalancerPanel panel = new LoadBalancerPanel(look, view);
        LoadBalancer balancer = view.loadBalancer();
        if (balancer == null) {
            return Panel.of(
                    "Load balancer",
                    AttributedString.EMPTY,
                    List.of(look.text(Tone.FAINT, "not applied yet")),
                    1,
                    rank);
        }
        List<AttributedString> lines =
                roomy ? panel.table(balancer.conditions(), width) : panel.brief(balancer.conditions(), width);
        return Panel.of("Load balancer", panel.aside(balancer), lines, 1, rank);
    }

    private AttributedString aside(LoadBalancer balancer) {
        String dot = " " + look.glyphs().dot() + " ";
        boolean observed = balancer.generation() == balancer.observedGeneration();
        return Look.join(
                look.text(Tone.BUSY, balancer.namespace() + "/" + balancer.name()),
                look.text(Tone.FAINT, dot),
                look.text(Tone.PLAIN, balancer.algorithm()),
                look.text(Tone.FAINT, dot),
                look.text(observed ? Tone.PLAIN : Tone.WARNING, "generation " + balancer.generation()),
                look.text(Tone.WARNING, observed ? "" : ", observed " + balancer.observedGeneration()),
                look.text(Tone.FAINT, dot),
                look.text(Tone.PLAIN, balancer.mode()));
    }

    private AttributedString operator() {
        return view.operatorRunning()
                ? Look.join(look.text(Tone.GOOD, look.glyphs().good()), look.text(Tone.PLAIN, " operator"))
                : Look.join(look.text(Tone.BAD, look.glyphs().bad()), look.text(Tone.WARNING, " no operator"));
    }

    private List<AttributedString> brief(List<Condition> conditions, int width) {
        List<AttributedString> marks = new ArrayList<>();
        for (Condition condition : conditions) {
            marks.add(Look.join(mark(condition), look.text(fresh(condition), " " + condition.type())));
        }
        marks.add(operator());
        List<AttributedString> lines = new ArrayList<>(Flow.lines(look, marks, "  ", width));
        for (Condition condition : conditions) {
            if (tone(condition) != Tone.GOOD) {
                lines.add(Look.join(
                        look.text(Tone.PLAIN, condition.type() + ": "),
                        look.text(tone(condition), condition.reason()),
                        look.text(Tone.FAINT, " " + condition.message())));
            }
        }
        return lines;
    }

    private List<AttributedString> table(List<Condition> conditions, int width) {
        Table table = new Table(
                look,
                new Table.Column(1, 0),
                new Table.Column(12, 1),
                new Table.Column(7, 4),
                new Table.Column(12, 2),
                new Table.Column(16, 3));
        for (Condition condition : conditions) {
            table.row(
                    new Cell.Text(mark(condition)),
                    new Cell.Text(look.text(fresh(condition), condition.type())),
                    new Cell.Text(look.text(Tone.PLAIN, condition.status())),
                    new Cell.Text(look.text(tone(condition), condition.reason())),
                    new Cell.Text(look.text(Tone.FAINT, condition.message())));
        }
        List<AttributedString> lines = new ArrayList<>(table.lines(width));
        lines.add(operator());
        return lines;
    }

    private AttributedString mark(Condition condition) {
        Glyphs glyphs = look.glyphs();
        return look.text(
                tone(condition),
                switch (tone(condition)) {
                    case GOOD -> glyphs.good();
                    case BAD -> glyphs.bad();
                    default -> glyphs.unknown();
                });
    }

    /** What has just changed stands out. */
    private Tone fresh(Condition condition) {
        return view.elapsed().minus(condition.changed()).compareTo(FRESH) < 0 ? Tone.STRONG : Tone.PLAIN;
    }

    private static Tone tone(Condition condition) {
        return switch (condition.status()) {
            case "True" -> BETTER_NOT.contains(condition.type()) ? Tone.WARNING : Tone.GOOD;
            case "False" -> BETTER_NOT.contains(condition.type()) ? Tone.GOOD : Tone.BAD;
            default -> Tone.WARNING;
        };
    }
}
