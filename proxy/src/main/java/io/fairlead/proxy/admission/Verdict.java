package io.fairlead.proxy.admission;

import io.fairlead.proxy.transport.Rejection;

/** Whether a client's connection is let in. */
public sealed interface Verdict {

    /** It is not. */
    record Rejected(Rejection reason) implements Verdict {}

    /** It is, and nobody counts it. */
    enum Uncounted implements Verdict {
        UNCOUNTED
    }

    /** It is, and counts as one of its address's until it is released. */
    non-sealed interface Counted extends Verdict {

        /** Says that the connection is closed, at this time of the event loops; to be called once. */
        void release(long nowNanos);
    }
}
