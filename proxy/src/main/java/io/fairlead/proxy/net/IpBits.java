package io.fairlead.proxy.net;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IP address as a number of 128 bits: an IPv4 address as IPv6 maps it, {@code ::ffff:a.b.c.d}, so that both ways to write it are one.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
record IpBits(long high, long low) implements Comparable<IpBits> {

    static final int LENGTH = 128;

    /** How many bits of a mapped IPv4 address come before it. */
    static final int MAPPED_PREFIX = 96;

    private static final int IPV4_BYTES = 4;
    private static final long MAPPED = 0xFFFFL << 32;

    static IpBits of(InetAddress address) {
        return of(address.getAddress());
    }

    static IpBits of(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        if (address.length == IPV4_BYTES) {
            return new IpBits(0, MAPPED | Integer.toUnsignedLong(bytes.getInt()));
        }
        return new IpBits(bytes.getLong(), bytes.getLong());
    }

    boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    /** Returns it with all but its first {@code length} bits cleared. */
    IpBits prefix(int length) {
        return new IpBits(high & mask(length), low & mask(length - Long.SIZE));
    }

    private static long mask(int length) {
        if (length <= 0) {
            return 0;
        }
        return length >= Long.SIZE ? -1 : -1L << (Long.SIZE - length);
    }

    byte[] toBytes() {
        if (isIpv4()) {
            return ByteBuffer.allocate(IPV4_BYTES).putInt((int) low).array();
        }
        return ByteBuffer.allocate(LENGTH / Byte.SIZE)
                .putLong(high)
                .putLong(low)
                .array();
    }

    @Override
    public int compareTo(IpBits other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh == 0 ? Long.compareUnsigned(low, other.low) : byHigh;
    }
}
