package io.fairlead.demo.screen;

import io.fairlead.demo.screen.DemoView.Calls;
import java.util.List;

/** How many calls, and how many a second lately. */
final class CallsPanel {

    private CallsPanel() {}

    /**
     * @param height lines of the chart
     */
    static Panel of(Look look, Calls calls, int width, int height, int rank) {
        return Panel.of(
                "Calls",
                Look.join(
                        look.text(Tone.STRONG, Numbers.count(calls.perSecond()) + "/s"),
                        look.text(Tone.FAINT, " " + look.glyphs().dot() + " "),
                        look.text(Tone.PLAIN, Numbers.count(calls.sent()) + " sent"),
                        look.text(Tone.FAINT, " " + look.glyphs().dot() + " "),
                        look.text(
                                calls.failed() == 0 ? Tone.GOOD : Tone.BAD, Numbers.count(calls.failed()) + " failed"),
                        look.text(Tone.FAINT, " " + look.glyphs().dot() + " "),
                        look.text(Tone.PLAIN, Numbers.connections(calls.connections()))),
                calls.history().isEmpty()
                        ? List.of(look.text(Tone.FAINT, "none yet"))
                        : Sparkline.lines(look, calls.history(), width, height),
                1,
                rank);
    }
}
