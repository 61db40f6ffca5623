package io.fairlead.demo.screen;

import java.time.Duration;

/**
 * Something that happened, in one line.
 *
 * @param elapsed when, since the demo's clock started
 * @param kind how it is to be taken
 * @param text what, in plain words and without a line break: {@code echo-6b7f-x2x is Down (L4CON: connection refused)}
 */
public record DemoEvent(Duration elapsed, Kind kind, String text) {

    /** How an event is to be taken. */
    public enum Kind {
        /** It is good to know. */
        NOTE,
        /** The script does something. */
        STEP,
        /** It is as one wants it: a condition is True, a backend is Up, a step was seen. */
        GOOD,
        /** It is not as one wants it in the long run: a condition is False, a backend is Down. */
        WARNING,
        /** A call failed, a step was not seen, the demo has a fault. */
        BAD
    }
}
