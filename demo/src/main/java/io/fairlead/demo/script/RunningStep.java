package io.fairlead.demo.script;

import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** A step that has begun. Its actions run on an executor, one after the other; all else is called by one thread. */
final class RunningStep {

    /** A step that is not seen for so long is not going to be. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Step step;
    private final Actions actions;
    private final Executor executor;
    private final Stopwatch clock;
    private final Duration began;
    private final Future<Acted> first;
    private Stage stage;
    private Future<Acted> acting;
    private State state = State.RUNNING;
    private String detail = "";

    RunningStep(Step step, World world, Actions actions, Executor executor, Stopwatch clock) {
        this.step = step;
        this.actions = actions;
        this.executor = executor;
        this.clock = clock;
        began = world.now();
        stage = step.begin(world);
        first = act();
        acting = first;
    }

    private Future<Acted> act() {
        Stage current = stage;
        FutureTask<Acted> task = new FutureTask<>(() -> {
            Duration start = clock.elapsed();
            current.act(actions);
            return new Acted(start, clock.elapsed());
        });
        executor.execute(task);
        return task;
    }

    /**
     * Returns how far it is in the world as it is now. One that was seen is missed where a call fails later that may not, and where calls
     * that are to share one connection have had more.
     */
    State look(World world) {
        List<Call> intolerable = intolerable(world);
        if (state != State.MISSED && !intolerable.isEmpty()) {
            become(State.MISSED, text(intolerable));
        }
        if (state != State.MISSED && world.mode() == ListenerMode.GRPC && connections(world) > step.connections()) {
            become(
                    State.MISSED,
                    "calls were made on %d connections (expected: on %d)"
                            .formatted(connections(world), step.connections()));
        }
        if (state == State.RUNNING) {
            switch (acting.state()) {
                case RUNNING -> {}
                case SUCCESS -> lookAt(world, acting.resultNow());
                case FAILED ->
                    become(State.MISSED, String.valueOf(acting.exceptionNow().getMessage()));
                case CANCELLED -> become(State.MISSED, "it was cancelled");
            }
        }
        if (state == State.RUNNING && world.now().minus(began).compareTo(PATIENCE) > 0) {
            become(State.MISSED, "not within %d s: %s".formatted(PATIENCE.toSeconds(), detail));
        }
        return state;
    }

    private void lookAt(World world, Acted acted) {
        if (world.now().compareTo(acted.ended()) < 0) {
            return;
        }
        switch (stage.look(world, acted)) {
            case Sight.Waiting waiting -> detail = waiting.forWhat();
            case Sight.Seen seen -> become(State.SEEN, seen.what());
            case Sight.Missed missed -> become(State.MISSED, missed.why());
            case Sight.Next next -> {
                stage = next.stage();
                acting = act();
            }
        }
    }

    /** Returns the calls that have failed since it began and may not have. While its first action is under way that is not known. */
    private List<Call> intolerable(World world) {
        if (first.state() != Future.State.SUCCESS) {
            return List.of();
        }
        return world.calls().failures().stream()
                .filter(call -> call.ended().compareTo(began) >= 0 && !step.tolerates(call, first.resultNow()))
                .toList();
    }

    private static int connections(World world) {
        return world.calls().connections();
    }

    private static String text(List<Call> intolerable) {
        return "%s failed that should not have, the first with %s"
                .formatted(
                        Texts.count(intolerable.size(), "call"),
                        intolerable.getFirst().failure());
    }

    private void become(State now, String why) {
        state = now;
        detail = why;
    }

    /** Returns what was seen, or is waited for, or was missed. */
    String detail() {
        return detail;
    }
}
