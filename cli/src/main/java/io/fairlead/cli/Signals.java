package io.fairlead.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The signals that a command hears: SIGTERM and SIGINT stop it, SIGHUP means what the command says. */
public final class Signals {

    private static final int KILLED_BY_SIGNAL = 128;

    private Signals() {}

    /** Calls {@code stop} at the first SIGTERM or SIGINT; a second one ends the process at once, with 128 plus its number. */
    public static void onStop(Runnable stop) {
        AtomicBoolean stopping = new AtomicBoolean();
        for (String name : List.of("TERM", "INT")) {
            sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> {
                if (stopping.getAndSet(true)) {
                    Runtime.getRuntime().halt(KILLED_BY_SIGNAL + signal.getNumber());
                }
                stop.run();
            });
        }
    }

    /** Calls {@code action} at each SIGHUP. */
    public static void onHangup(Runnable action) {
        sun.misc.Signal.handle(new sun.misc.Signal("HUP"), signal -> action.run());
    }
}
