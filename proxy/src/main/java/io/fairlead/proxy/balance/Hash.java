package io.fairlead.proxy.balance;

/** A 64-bit hash that spreads similar inputs widely; not for secrets. The same in every process and on every machine. */
final class Hash {

    private Hash() {}

    /** Returns the hash of {@code bytes}: each is folded in and mixed. */
    static long of(byte[] bytes) {
        long hash = bytes.length;
        for (byte b : bytes) {
            hash = mix(hash ^ (b & 0xff));
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
