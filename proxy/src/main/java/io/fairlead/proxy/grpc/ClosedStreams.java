package io.fairlead.proxy.grpc;

/** The streams of a connection that ended last, so that what still comes for them is told from what is wrong. */
final class ClosedStreams {

    private static final int REMEMBERED = 32;

    /** Negative where it was reset by this side; made at the first. */
    private int[] ring = {};

    private int next;

    /** How much is known of a stream that is not open. */
    enum Kind {
        /** Both sides ended it, or the other side reset it. */
        ENDED,
        /** This side has reset it, or answered it without waiting for all of it: the other side may not know yet. */
        RESET,
        /** Nothing: it ended long ago, or never was. */
        UNKNOWN
    }

    void add(int stream, Kind kind) {
        if (ring.length == 0) {
            ring = new int[REMEMBERED];
        }
        ring[next] = kind == Kind.RESET ? -stream : stream;
        next = (next + 1) % REMEMBERED;
    }

    Kind kind(int stream) {
        for (int known : ring) {
            if (known == stream) {
                return Kind.ENDED;
            }
            if (known == -stream) {
                return Kind.RESET;
            }
        }
        return Kind.UNKNOWN;
    }
}
