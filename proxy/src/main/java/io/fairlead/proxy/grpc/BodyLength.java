package io.fairlead.proxy.grpc;

/** Whether a body is as long as its {@code content-length} says. */
final class BodyLength {

    /** What says nothing of a body's length: it counts nothing, and is shared. */
    static final BodyLength ANY = new BodyLength(-1);

    private long left;

    private BodyLength(long length) {
        left = length;
    }

    /**
     * Returns one of a body of which nothing came.
     *
     * @param length -1 where nothing is said of it
     */
    static BodyLength of(long length) {
        return length < 0 ? ANY : new BodyLength(length);
    }

    /** Notes that {@code bytes} came; returns {@code false} where that is more than was said. */
    boolean add(int bytes) {
        if (left < 0) {
            return true;
        }
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Whether the body may end here. */
    boolean isWhole() {
        return left <= 0;
    }
}
