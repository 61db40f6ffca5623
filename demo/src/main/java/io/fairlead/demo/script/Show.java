package io.fairlead.demo.script;

import io.fairlead.demo.screen.DemoEvent;
import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.Display;

/** Takes one look at the world after the other: tells what has changed, takes the script on, and shows how it is. Used by one thread. */
final class Show {

    private final Script script;
    private final Views views;
    private final Display display;
    private World last = World.EMPTY;
    private boolean over;

    Show(Script script, Views views, Display display) {
        this.script = script;
        this.views = views;
        this.display = display;
    }

    void look(World world) {
        Changes.between(last, world).forEach(display::say);
        last = world;
        script.tick(world);
        if (script.isOver() && !over) {
            over = true;
            display.say(new DemoEvent(world.now(), DemoEvent.Kind.NOTE, over()));
        }
        display.show(views.view(world, script.progress()));
    }

    private String over() {
        long seen = script.progress().stream()
                .filter(step -> step.state() == DemoView.Step.State.SEEN)
                .count();
        return "the script is over, %d of %d steps were seen; calls go on"
                .formatted(seen, script.progress().size());
    }

    /** Takes the last look: what the script has not shown until now it does not show. */
    void end(World world) {
        look(world);
        script.end(world.now());
        display.show(views.view(world, script.progress()));
    }
}
