package io.fairlead.bench.jmh;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of nobody. */
final class Addresses {

    private Addresses() {}

    /** Returns the address of 4 or 16 bytes. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
