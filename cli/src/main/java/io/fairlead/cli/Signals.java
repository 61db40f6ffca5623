package io.fairlead.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The signals that a command hears: SIGTERM and SIGINT stop it, SIGHUP has it read its file again. */
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

    /** Calls {@code reload} at each SIGHUP. */
    public static void onReload(Runnable reload) {
        sun.misc.Signal.handle(new sun.misc.Signal("HUP"), signal -> reload.run());
    }
}
