package io.fairlead.proxy.http2;

import java.util.Arrays;

/** Parts of arrays. */
final class Bytes {

    static final byte[] NONE = {};

    private Bytes() {}

    static boolean equal(byte[] a, int aStart, byte[] b, int bStart, int length) {
        return Arrays.equals(a, aStart, aStart + length, b, bStart, bStart + length);
    }
}
