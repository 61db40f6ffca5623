package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {

    private static DemoView.Step step(String title, State state, String detail) {
        return new DemoView.Step(title, state, detail, Duration.ZERO);
    }

    @Test
    void allIsSeenWhereEachStepIs() {
        // When
        Outcome outcome = Outcome.of(List.of(step("one", State.SEEN, "it"), step("two", State.SEEN, "it")));

        // Then
        assertThat(outcome.isSeen()).isTrue();
        assertThat(outcome.missed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "SEEN")
    void namesWhatWasNotSeen(State state) {
        // When
        Outcome outcome = Outcome.of(List.of(step("one", State.SEEN, "it"), step("two", state, "no trace")));

        // Then
        assertThat(outcome.isSeen()).isFalse();
        assertThat(outcome.missed()).containsExactly("step 2 was not seen: two (no trace)");
    }
}
