package io.fairlead.proxy.grpc;

/**
 * The numbers of the streams that a client has opened (RFC 9113, 5.1.1): which was the last, and how those ended that ended last, so that what still
 * comes for them is told from what is wrong.
 */
final class ClientStreams {

    private static final int REMEMBERED = 32;

    /** Negative where it was reset by this side; made at the first. */
    private int[] ring = {};

    private int next;
    private int last;

    /** How much is known of a stream that is not open. */
    enum Kind {
        /** Both sides ended it, or the other side reset it. */
        ENDED,
        /** This side has reset it, or answered it without waiting for all of it: the other side may not know yet. */
        RESET,
        /** Nothing: it ended long ago, or never was. */
        UNKNOWN
    }

    /** Whether a client may number its streams so. */
    static boolean isOfClient(int stream) {
        return (stream & 1) == 1;
    }

    /** Notes that the client opened {@code stream}. */
    void opened(int stream) {
        last = Math.max(last, stream);
    }

    /** Returns the last that was opened; 0: none. */
    int last() {
        return last;
    }

    /** Notes that {@code stream} is over. */
    void closed(int stream, Kind kind) {
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
