package io.fairlead.bench.openloop;

/** A connection on which calls are made. */
interface Caller {

    /** Whether there is room for a call now: in its streams, its windows, and the socket's buffer. */
    boolean ready();

    /** Writes a call, which {@link #flush} sends. {@code due}: is told again with the answer. */
    void call(long due);

    void flush();
}
