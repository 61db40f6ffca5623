package io.fairlead.demo.script;

import io.fairlead.demo.screen.DemoEvent;
import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps one after the other, as the world is seen to be. Where one is not seen the next follows all the same. A call that
 * fails and may not have belongs to the step that began last, even if that was seen before. Where the demo has no end the script has one
 * nevertheless: what fails after its last step is the doing of whoever plays with it.
 */
final class Script {

    private final List<Step> steps;
    private final Pace pace;
    private final Actions actions;
    private final Executor executor;
    private final Stopwatch clock;
    private final Consumer<DemoEvent> events;
    private final List<DemoView.Step> progress = new ArrayList<>();
    private @Nullable RunningStep running;
    private int begun;
    private Duration nextAt = Duration.ZERO;

    /**
     * Creates one that has not begun.
     *
     * @param executor runs one action at a time
     * @param events is told of each step
     */
    Script(
            List<Step> steps,
            Pace pace,
            Actions actions,
            Executor executor,
            Stopwatch clock,
            Consumer<DemoEvent> events) {
        this.steps = List.copyOf(steps);
        this.pace = pace;
        this.actions = actions;
        this.executor = executor;
        this.clock = clock;
        this.events = events;
        steps.forEach(step -> progress.add(new DemoView.Step(step.title(), State.WAITING, "", null)));
    }

    /** Goes on as far as it can in the world as it is now. Called by one thread, again and again. */
    void tick(World world) {
        if (isOver() && pace.total() == null) {
            return;
        }
        if (running != null) {
            become(begun - 1, running.look(world), running.detail(), world.now());
        }
        boolean idle = begun == 0 || progress.get(begun - 1).state() != State.RUNNING;
        if (idle && begun < steps.size() && world.now().compareTo(nextAt) >= 0) {
            become(begun, State.RUNNING, "", world.now());
            running = new RunningStep(steps.get(begun), world, actions, executor, clock);
            begun++;
        }
    }

    private void become(int index, State state, String detail, Duration now) {
        DemoView.Step before = progress.get(index);
        boolean turned = state != before.state();
        DemoView.Step step = new DemoView.Step(before.title(), state, detail, turned ? now : before.changed());
        progress.set(index, step);
        if (turned) {
            events.accept(event(step, index + 1, now));
        }
        if (before.state() == State.RUNNING && turned) {
            nextAt = now.plus(pace.rest(now, steps.subList(index + 1, steps.size())));
        }
    }

    private static DemoEvent event(DemoView.Step step, int number, Duration now) {
        return switch (step.state()) {
            case WAITING, RUNNING ->
                new DemoEvent(now, DemoEvent.Kind.STEP, "step %d: %s".formatted(number, step.title()));
            case SEEN ->
                new DemoEvent(now, DemoEvent.Kind.GOOD, "step %d was seen: %s".formatted(number, step.detail()));
            case MISSED ->
                new DemoEvent(now, DemoEvent.Kind.BAD, "step %d was not seen: %s".formatted(number, step.detail()));
        };
    }

    /** Whether each step was seen or missed. */
    boolean isOver() {
        return begun == steps.size() && progress.getLast().state() != State.RUNNING;
    }

    /** Ends it where it is: what was not seen until now is missed. */
    void end(Duration now) {
        for (int index = 0; index < steps.size(); index++) {
            DemoView.Step step = progress.get(index);
            switch (step.state()) {
                case RUNNING -> become(index, State.MISSED, "not in time: " + step.detail(), now);
                case WAITING -> become(index, State.MISSED, "there was no time left for it", now);
                case SEEN, MISSED -> {}
            }
        }
    }

    /** Returns how far each step is. */
    List<DemoView.Step> progress() {
        return List.copyOf(progress);
    }
}
