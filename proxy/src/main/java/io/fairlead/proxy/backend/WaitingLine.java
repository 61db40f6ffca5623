package io.fairlead.proxy.backend;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Connections that wait for one endpoint, or for any of a backend's, in the order in which they came. */
final class WaitingLine {

    private final @Nullable Endpoint endpoint;
    private final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.ORDER);
    private long given;

    /** Creates an empty one; {@code endpoint} is {@code null} where those in it wait for any. */
    WaitingLine(@Nullable Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Nullable
    Endpoint endpoint() {
        return endpoint;
    }

    /** Returns how many of those that stood in it were given a place. */
    long given() {
        return given;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Returns the first one, where it is not empty. */
    Waiting first() {
        return waiting.first();
    }

    /** Returns all of them at this moment. */
    List<Waiting> all() {
        return List.copyOf(waiting);
    }

    /** Whether the first one came before that of {@code other}; neither is empty. */
    boolean isBefore(WaitingLine other) {
        return Waiting.ORDER.compare(first(), other.first()) < 0;
    }

    void add(Waiting entering) {
        waiting.add(entering);
        entering.entered(this);
    }

    /** Takes out one that goes without a place. */
    void remove(Waiting leaving) {
        waiting.remove(leaving);
        leaving.left(this);
    }

    /** Takes out one that is given a place. */
    void give(Waiting leaving) {
        remove(leaving);
        given++;
    }
}
