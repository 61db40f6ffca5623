package io.fairlead.demo.script;

import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of the script.
 *
 * @param missed a line for each step that was not seen: which it was, and what was missing
 */
public record Outcome(List<String> missed) {

    public Outcome {
        missed = List.copyOf(missed);
    }

    static Outcome of(List<DemoView.Step> steps) {
        return new Outcome(IntStream.range(0, steps.size())
                .filter(index -> steps.get(index).state() != State.SEEN)
                .mapToObj(index -> line(index + 1, steps.get(index)))
                .toList());
    }

    private static String line(int number, DemoView.Step step) {
        return "step %d was not seen: %s (%s)".formatted(number, step.title(), step.detail());
    }

    /** Whether all was seen that the script shows. */
    public boolean isSeen() {
        return missed.isEmpty();
    }
}
