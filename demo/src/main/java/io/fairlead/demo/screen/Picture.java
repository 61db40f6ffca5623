package io.fairlead.demo.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** What the terminal shows, as a function of what is known and of its size. */
final class Picture {

    private static final int LEAST_WIDTH = 40;
    private static final int LEAST_HEIGHT = 8;
    private static final int TWO_COLUMNS_WIDTH = 120;
    private static final int TWO_COLUMNS_HEIGHT = 28;
    private static final int ROOMY_HEIGHT = 38;
    private static final int PLAYING_HINTS = 5;
    private static final int CLOCK_WIDTH = 20;
    private static final int LEAST_CLOCK_WIDTH = 5;
    private static final String BETWEEN = "  ";

    private final Look look;
    private final DemoView view;
    private final List<DemoEvent> events;

    private Picture(Look look, DemoView view, List<DemoEvent> events) {
        this.look = look;
        this.view = view;
        this.events = events;
    }

    /**
     * Draws it in at most so many lines, each at most so wide.
     *
     * @param events the latest last
     */
    static List<AttributedString> draw(Look look, DemoView view, List<DemoEvent> events, int width, int height) {
        Picture picture = new Picture(look, view, events);
        if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
            return picture.tiny(width, height);
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(picture.header(width));
        lines.addAll(
                width >= TWO_COLUMNS_WIDTH && height >= TWO_COLUMNS_HEIGHT
                        ? picture.twoColumns(width, height - 1)
                        : picture.oneColumn(width, height - 1));
        return lines;
    }

    private AttributedString header(int width) {
        AttributedString what = Look.join(
                look.text(Tone.STRONG, " fairlead demo"),
                look.text(Tone.FAINT, " " + look.glyphs().dot() + " "),
                look.text(Tone.PLAIN, view.place().server() + " " + view.place().url()));
        AttributedString time = time();
        int free = width - what.columnLength() - time.columnLength() - 2;
        if (free >= LEAST_CLOCK_WIDTH) {
            time = Look.join(passed(Math.min(free, CLOCK_WIDTH)), time);
        }
        return Look.join(look.fit(what, width - time.columnLength() - 1), look.text(Tone.PLAIN, " "), time);
    }

    private AttributedString passed(int width) {
        if (view.total() == null) {
            return AttributedString.EMPTY;
        }
        long total = Math.max(1, view.total().toMillis());
        int passed = Math.clamp(width * view.elapsed().toMillis() / total, 0, width);
        return Look.join(
                look.repeat(Tone.BUSY, look.glyphs().passed(), passed),
                look.repeat(Tone.FAINT, look.glyphs().rule(), width - passed),
                look.text(Tone.PLAIN, " "));
    }

    private AttributedString time() {
        String elapsed = Numbers.clock(view.elapsed());
        return Look.join(
                look.text(Tone.STRONG, elapsed),
                look.text(Tone.FAINT, view.total() == null ? "" : " of " + Numbers.clock(view.total())));
    }

    private List<AttributedString> oneColumn(int width, int height) {
        int inside = width - 1;
        boolean roomy = height >= ROOMY_HEIGHT;
        PodPanels pods = new PodPanels(look, view, inside);
        TextPanels texts = new TextPanels(look, inside);
        List<Panel> panels = new ArrayList<>();
        panels.add(LoadBalancerPanel.of(look, view, inside, roomy, 2));
        if (!view.created().isEmpty()) {
            panels.add(texts.created(view.created(), 7));
        }
        panels.add(pods.proxies(4));
        panels.add(CallsPanel.of(look, view.calls(), inside, roomy ? 3 : 1, 1));
        panels.add(pods.backends(0));
        addScript(panels, inside);
        addTexts(panels, texts);
        return new Stack(look, panels).draw(width, height);
    }

    private List<AttributedString> twoColumns(int width, int height) {
        int leftWidth = width * 3 / 5;
        int rightWidth = width - leftWidth - BETWEEN.length();
        PodPanels pods = new PodPanels(look, view, leftWidth - 1);
        Stack left = new Stack(
                look,
                List.of(
                        LoadBalancerPanel.of(look, view, leftWidth - 1, true, 2),
                        pods.proxies(3),
                        CallsPanel.of(look, view.calls(), leftWidth - 1, 3, 1),
                        pods.backends(0)));
        List<Panel> rightPanels = new ArrayList<>();
        rightPanels.add(new TextPanels(look, rightWidth - 1).created(view.created(), 1));
        addScript(rightPanels, rightWidth - 1);
        Stack right = new Stack(look, rightPanels);
        List<Panel> bottom = new ArrayList<>();
        addTexts(bottom, new TextPanels(look, width - 1));
        int bottomLeast = bottom.stream().mapToInt(panel -> panel.least() + 2).sum();
        int top = Math.min(height - bottomLeast, Math.max(left.most(), right.most()));
        List<AttributedString> lines = beside(left.draw(leftWidth, top), right.draw(rightWidth, top), leftWidth);
        lines.add(AttributedString.EMPTY);
        lines.addAll(new Stack(look, bottom).draw(width, height - lines.size()));
        return lines;
    }

    private void addScript(List<Panel> panels, int width) {
        if (!view.steps().isEmpty()) {
            panels.add(new StepsPanel(look).of(view.steps(), width, view.playing() ? 0 : 3, view.playing() ? 6 : 3));
        }
    }

    private void addTexts(List<Panel> panels, TextPanels texts) {
        if (!events.isEmpty()) {
            panels.add(texts.events(events, 5));
        }
        if (!view.hints().isEmpty()) {
            panels.add(view.playing() ? texts.hints(view.hints(), PLAYING_HINTS, 3) : texts.hints(view.hints(), 1, 8));
        }
    }

    private List<AttributedString> beside(List<AttributedString> left, List<AttributedString> right, int leftWidth) {
        List<AttributedString> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            line.append(look.fit(i < left.size() ? left.get(i) : AttributedString.EMPTY, leftWidth));
            line.append(BETWEEN);
            line.append(i < right.size() ? right.get(i) : AttributedString.EMPTY);
            lines.add(line.toAttributedString());
        }
        return lines;
    }

    private List<AttributedString> tiny(int width, int height) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(Look.join(look.text(Tone.STRONG, "fairlead demo "), time()));
        lines.add(look.text(Tone.PLAIN, Numbers.count(view.calls().perSecond()) + " calls/s"));
        lines.add(look.text(
                view.calls().failed() == 0 ? Tone.GOOD : Tone.BAD,
                Numbers.count(view.calls().failed()) + " failed"));
        lines.add(look.text(
                Tone.WARNING,
                width + "x" + height + " is too small, " + LEAST_WIDTH + "x" + LEAST_HEIGHT + " is the least"));
        return lines.stream().limit(height).map(line -> look.cut(line, width)).toList();
    }
}
