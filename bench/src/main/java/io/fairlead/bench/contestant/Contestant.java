package io.fairlead.bench.contestant;

import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.tool.Tool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A proxy that relays to servers, or the way without one. */
public interface Contestant {

    /** Returns what {@code --peers} and the report call it. */
    String name();

    /** Returns the programs that it needs on {@code PATH}. */
    default List<Tool> tools() {
        return List.of();
    }

    /** Whether there is a process between clients and servers. */
    default boolean isProxy() {
        return true;
    }

    /** Whether there is something to compare in {@code mode}. */
    default boolean serves(Mode mode) {
        return true;
    }

    /**
     * Starts it on the CPUs of the proxy, with as many threads; it may not listen yet, see {@link Front#awaitReady}.
     *
     * @param mode one that it {@link #serves}
     * @param servers at least one; what is relayed is spread by round robin, or its nearest of the kind
     * @throws IOException in one line for the user, where it cannot be started
     */
    Front launch(Lab lab, Mode mode, List<InetSocketAddress> servers) throws IOException;

    /** Whether it is another one in how it moves bulk, and that one otherwise. */
    default boolean isForBulk() {
        return false;
    }
}
