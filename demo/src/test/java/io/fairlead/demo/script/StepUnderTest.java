package io.fairlead.demo.script;

import io.fairlead.demo.screen.DemoView.Step.State;
import java.util.List;

/** A step that has begun in a scene, with actions that only write themselves down. */
final class StepUnderTest {

    private final Scene scene;
    private final FakeActions actions = new FakeActions();
    private final RunningStep running;

    StepUnderTest(Step step, Scene scene) {
        this.scene = scene;
        running = new RunningStep(step, scene.world(), actions, Runnable::run, scene.clock());
    }

    /** Looks at the scene as it is now. */
    State look() {
        return running.look(scene.world());
    }

    String detail() {
        return running.detail();
    }

    List<String> done() {
        return actions.done;
    }
}
