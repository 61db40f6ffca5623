package io.fairlead.proxy.http2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of octets, eight at a time. It decides how soon something is found, never whether it is the same, so that whoever makes octets of one
 * hash gains nothing but that they share the few slots of a table.
 */
final class FieldHash {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private FieldHash() {}

    static int of(byte[] bytes, int start, int length) {
        return of(0, bytes, start, length);
    }

    /** Returns the hash of octets behind others, whose hash is given. */
    static int of(int before, byte[] bytes, int start, int length) {
        long hash = (before ^ length) * FACTOR;
        int at = start;
        int end = start + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << Byte.SIZE) | (bytes[at] & 0xff);
        }
        hash = mixed(hash ^ rest);
        return (int) (hash >>> 32);
    }

    private static long mixed(long hash) {
        long product = hash * FACTOR;
        return product ^ (product >>> 29);
    }
}
