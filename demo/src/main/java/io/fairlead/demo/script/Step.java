package io.fairlead.demo.script;

import java.time.Duration;

/** A step of the script: what is done, and what must be seen for it to have been shown. */
interface Step {

    /** Returns what is done and what should be seen, in a few words. */
    String title();

    /** Returns how long it takes where the machine is slow, for a script that has to end in time. */
    Duration usual();

    /** Returns its first stage, as the world is now. */
    Stage begin(World world);

    /** Returns how many connections there may have been until the next step begins, where all calls are made on one. */
    default int connections() {
        return 1;
    }

    /**
     * Whether a call may have failed by what the step did. By default none may.
     *
     * @param failed a call that failed after the step began, and before the next one did
     * @param acted when the first stage's action was done
     */
    default boolean tolerates(Call failed, Acted acted) {
        return false;
    }
}
