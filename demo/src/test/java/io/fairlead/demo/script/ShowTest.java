package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.screen.DemoEvent;
import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.DemoView.Step.State;
import io.fairlead.demo.screen.Display;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowTest {

    private static final Duration TIME = Duration.ofSeconds(4);

    private final Scene scene = new Scene();
    private final FakeDisplay display = new FakeDisplay();
    private final Show show = show(new SampleApplied());

    private Show show(Step step) {
        Script script = new Script(
                List.of(step),
                new Pace(Duration.ofSeconds(40)),
                new FakeActions(),
                Runnable::run,
                scene.clock(),
                display::say);
        DemoView.Place place = new DemoView.Place("embedded", "http://127.64.0.1:6443", Path.of("kubeconfig"));
        return new Show(script, new Views(place, Path.of("logs"), Optional.empty(), Duration.ofSeconds(40)), display);
    }

    private State state() {
        return display.views.getLast().steps().getFirst().state();
    }

    @Test
    void eachLookIsShown() {
        // Given
        show.look(scene.world());

        // When
        show.look(scene.world());

        // Then
        assertThat(display.views).hasSize(2);
        assertThat(state()).isEqualTo(State.RUNNING);
    }

    @Test
    void whatChangedIsToldOnce() {
        // Given
        show.look(scene.world());

        // When
        show.look(scene.world());

        // Then
        assertThat(display.texts()).containsOnlyOnce("created Deployment echo-lb");
    }

    @Test
    void saysOnceThatTheScriptIsOver() {
        // Given
        show.look(scene.world());
        show.look(scene.world());
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        show.look(scene.world());
        show.look(scene.world());

        // Then
        assertThat(state()).isEqualTo(State.SEEN);
        assertThat(display.texts()).containsOnlyOnce("the script is over, 1 of 1 steps were seen; calls go on");
    }

    @Test
    void theLastViewHasWhatWasNotSeenInTime() {
        // Given
        show.look(scene.world());

        // When
        show.end(scene.world());

        // Then
        assertThat(state()).isEqualTo(State.MISSED);
        assertThat(display.texts()).anyMatch(text -> text.startsWith("step 1 was not seen: not in time: "));
    }

    @Test
    void whatIsSeenAtTheLastLookCounts() {
        // Given
        show.look(scene.world());
        show.look(scene.world());
        scene.callInTurn(TIME, "echo-1", "echo-2", "echo-3");

        // When
        show.end(scene.world());

        // Then
        assertThat(state()).isEqualTo(State.SEEN);
    }

    private static final class FakeDisplay implements Display {

        private final List<DemoView> views = new ArrayList<>();
        private final List<DemoEvent> events = new ArrayList<>();

        @Override
        public void show(DemoView view) {
            views.add(view);
        }

        @Override
        public void say(DemoEvent event) {
            events.add(event);
        }

        List<String> texts() {
            return events.stream().map(DemoEvent::text).toList();
        }

        @Override
        public void close() {}
    }
}
