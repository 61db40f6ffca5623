package io.fairlead.demo.namespace;

import io.fairlead.cli.Signals;
import java.net.URI;
import java.util.List;

/** Runs {@link WithinNetwork} in a network of its own, and ends as it does. */
final class Outside {

    private Outside() {}

    /**
     * Runs it.
     *
     * @param arguments the server's URL, and those of the program inside
     */
    public static void main(String[] arguments) throws Exception {
        Signals.onStop(Thread.currentThread()::interrupt);
        System.exit(OwnNetwork.run(URI.create(arguments[0]), WithinNetwork.class, List.of(arguments)));
    }
}
