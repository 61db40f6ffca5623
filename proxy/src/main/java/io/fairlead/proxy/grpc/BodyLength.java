package io.fairlead.proxy.grpc;

/** Whether a body is as long as its {@code content-length} says. */
final class BodyLength {

    /** What says nothing of a body's length: it counts nothing, and may be shared. */
    static final BodyLength ANY = new BodyLength(-1);

    private long left;

    /**
     * Creates one of a body of which nothing came.
     *
     * @param length -1 where nothing is said of it
     */
    BodyLength(long length) {
        left = length;
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
