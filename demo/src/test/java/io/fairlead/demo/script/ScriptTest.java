package io.fairlead.demo.script;

import static io.fairlead.demo.screen.DemoView.Step.State.MISSED;
import static io.fairlead.demo.screen.DemoView.Step.State.RUNNING;
import static io.fairlead.demo.screen.DemoView.Step.State.SEEN;
import static io.fairlead.demo.screen.DemoView.Step.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.demo.screen.DemoEvent;
import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final Duration TOTAL = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Scene scene = new Scene();
    private final FakeStep first = new FakeStep("first");
    private final FakeStep second = new FakeStep("second");
    private final List<DemoEvent> events = new ArrayList<>();

    private Script script(@Nullable Duration total, Executor executor) {
        return new Script(
                List.of(first, second), new Pace(total), new FakeActions(), executor, scene.clock(), events::add);
    }

    private Script script() {
        return script(TOTAL, Runnable::run);
    }

    private void tick(Script script) {
        script.tick(scene.world());
    }

    private static List<State> states(Script script) {
        return script.progress().stream().map(DemoView.Step::state).toList();
    }

    private static String detail(Script script) {
        return script.progress().getFirst().detail();
    }

    @Test
    void theFirstStepBeginsAtOnce() {
        // Given
        Script script = script();

        // When
        tick(script);

        // Then
        assertThat(states(script)).containsExactly(RUNNING, WAITING);
        assertThat(first.acted).isEqualTo(1);
        assertThat(second.acted).isZero();
    }

    @Test
    void tellsWhatItWaitsFor() {
        // Given
        Script script = script();
        tick(script);
        first.sight = new Sight.Waiting("something");

        // When
        tick(script);

        // Then
        assertThat(detail(script)).isEqualTo("something");
    }

    @Test
    void theNextBeginsSomeTimeAfterOneWasSeen() {
        // Given
        Script script = script();
        tick(script);
        first.sight = new Sight.Seen("it");
        tick(script);
        List<State> atOnce = states(script);
        scene.pass(LONG);

        // When
        tick(script);

        // Then
        assertThat(atOnce).containsExactly(SEEN, WAITING);
        assertThat(states(script)).containsExactly(SEEN, RUNNING);
    }

    @Test
    void theNextBeginsWhereOneWasMissed() {
        // Given
        Script script = script();
        tick(script);
        first.sight = new Sight.Missed("it is gone");
        tick(script);
        scene.pass(LONG);

        // When
        tick(script);

        // Then
        assertThat(states(script)).containsExactly(MISSED, RUNNING);
        assertThat(detail(script)).isEqualTo("it is gone");
    }

    @Test
    void aStepThatIsNeverSeenIsMissedAfterAMinute() {
        // Given
        Script script = script(null, Runnable::run);
        tick(script);
        first.sight = new Sight.Waiting("something");
        tick(script);
        scene.pass(Duration.ofSeconds(61));

        // When
        tick(script);

        // Then
        assertThat(states(script)).startsWith(MISSED);
        assertThat(detail(script)).isEqualTo("not within 60 s: something");
    }

    @Test
    void doesNotLookBeforeTheActionIsDone() {
        // Given
        List<Runnable> waiting = new ArrayList<>();
        Script script = script(TOTAL, waiting::add);
        tick(script);
        first.sight = new Sight.Seen("what was so before");
        tick(script);
        List<State> before = states(script);
        waiting.getFirst().run();

        // When
        tick(script);

        // Then
        assertThat(before).startsWith(RUNNING);
        assertThat(states(script)).startsWith(SEEN);
    }

    @Test
    void aWorldThatIsOlderThanTheActionDoesNotCount() {
        // Given
        List<Runnable> waiting = new ArrayList<>();
        Script script = script(TOTAL, waiting::add);
        tick(script);
        first.sight = new Sight.Seen("what was so before");
        World old = scene.world();
        scene.pass(Duration.ofMillis(1));
        waiting.getFirst().run();

        // When
        script.tick(old);

        // Then
        assertThat(states(script)).startsWith(RUNNING);
    }

    @Test
    void aStepWhoseActionFailsIsMissed() {
        // Given
        first.fault = new IOException("the API server is gone");
        Script script = script();
        tick(script);

        // When
        tick(script);

        // Then
        assertThat(states(script)).startsWith(MISSED);
        assertThat(detail(script)).isEqualTo("the API server is gone");
    }

    @Test
    void aCallThatFailsAfterAStepWasSeenBelongsToIt() {
        // Given
        Script script = script();
        tick(script);
        first.sight = new Sight.Seen("it");
        tick(script);
        scene.fail(Duration.ZERO);

        // When
        tick(script);

        // Then
        assertThat(states(script)).containsExactly(MISSED, WAITING);
    }

    @Test
    void aCallThatFailsAfterTheNextBeganBelongsToThat() {
        // Given
        Script script = script();
        tick(script);
        first.sight = new Sight.Seen("it");
        tick(script);
        scene.pass(LONG);
        tick(script);
        scene.pass(Duration.ofMillis(1));
        scene.fail(Duration.ZERO);

        // When
        tick(script);

        // Then
        assertThat(states(script)).containsExactly(SEEN, MISSED);
    }

    @Test
    void whatFailsAfterTheLastStepOfADemoWithoutAnEndIsNobodysFault() {
        // Given
        Script script = new Script(
                List.of(first), new Pace(null), new FakeActions(), Runnable::run, scene.clock(), events::add);
        tick(script);
        first.sight = new Sight.Seen("it");
        tick(script);
        scene.fail(Duration.ZERO);

        // When
        tick(script);

        // Then
        assertThat(states(script)).containsExactly(SEEN);
    }

    @Test
    void isOverWhenTheLastStepIsDecided() {
        // Given
        Script script = script();
        first.sight = new Sight.Missed("it is gone");
        second.sight = new Sight.Seen("it");
        tick(script);
        tick(script);
        scene.pass(LONG);
        tick(script);
        boolean before = script.isOver();

        // When
        tick(script);

        // Then
        assertThat(before).isFalse();
        assertThat(script.isOver()).isTrue();
    }

    @Test
    void whatIsNotSeenWhenTimeIsUpIsMissed() {
        // Given
        Script script = script();
        tick(script);
        first.sight = new Sight.Waiting("something");
        tick(script);

        // When
        script.end(TOTAL);

        // Then
        assertThat(script.progress())
                .extracting(DemoView.Step::state, DemoView.Step::detail)
                .containsExactly(
                        tuple(MISSED, "not in time: something"), tuple(MISSED, "there was no time left for it"));
    }

    @Test
    void tellsOfEachTurnOnce() {
        // Given
        Script script = script();
        first.sight = new Sight.Seen("it");
        second.sight = new Sight.Missed("no trace");
        tick(script);
        tick(script);
        tick(script);
        scene.pass(LONG);

        // When
        tick(script);
        tick(script);

        // Then
        assertThat(events)
                .extracting(DemoEvent::text)
                .containsExactly(
                        "step 1: first", "step 1 was seen: it", "step 2: second", "step 2 was not seen: no trace");
        assertThat(events)
                .extracting(DemoEvent::kind)
                .containsExactly(DemoEvent.Kind.STEP, DemoEvent.Kind.GOOD, DemoEvent.Kind.STEP, DemoEvent.Kind.BAD);
    }

    /** A step of one stage, of which a test says what is seen. */
    private static final class FakeStep implements Step, Stage {

        private final String title;
        private Sight sight = new Sight.Waiting("");
        private @Nullable IOException fault;
        private int acted;

        FakeStep(String title) {
            this.title = title;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Duration usual() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Stage begin(World world) {
            return this;
        }

        @Override
        public void act(Actions actions) throws IOException {
            acted++;
            if (fault != null) {
                throw fault;
            }
        }

        @Override
        public Sight look(World world, Acted when) {
            return sight;
        }
    }
}
