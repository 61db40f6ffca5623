package io.fairlead.proxy.balance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A 64-bit hash that spreads similar inputs widely; not for secrets. The same in every process and on every machine. */
final class Hash {

    /** The longest address. */
    private static final int SHORT = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Hash() {}

    /** Returns the hash of {@code bytes}: each is folded in and mixed, or eight at a time where there are more than an address has. */
    static long of(byte[] bytes) {
        long hash = bytes.length;
        int at = 0;
        if (bytes.length > SHORT) {
            for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
                hash = mix(hash ^ (long) LONGS.get(bytes, at));
            }
        }
        for (; at < bytes.length; at++) {
            hash = mix(hash ^ (bytes[at] & 0xff));
        }
        return hash;
    }

    /** The finaliser "Mix13" of Stafford, "Better Bit Mixing" (2011), after a step of SplitMix64's golden gamma. */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
