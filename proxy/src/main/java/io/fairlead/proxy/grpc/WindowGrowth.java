package io.fairlead.proxy.grpc;

/** By how much the windows of all streams of one client's connection, and of its RPCs' answers, may have grown together. */
final class WindowGrowth {

    private static final int LARGEST = 8 * 1024 * 1024;

    private int left = LARGEST;

    /** Takes {@code bytes}, which are to be given back; returns {@code false} where they are not to be had. */
    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void give(int bytes) {
        left += bytes;
    }
}
