package io.fairlead.bench.contestant;

import java.net.InetSocketAddress;

/** Addresses as configurations have them. */
final class Addresses {

    private Addresses() {}

    /** Returns {@code 127.0.0.1:80}. */
    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
