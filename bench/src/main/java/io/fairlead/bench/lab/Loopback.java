package io.fairlead.bench.lab;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where everything is that is measured: 127.0.0.1. */
public final class Loopback {

    /** The address as configurations and command lines have it. */
    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** Returns its port {@code port}; 0: any that is free. */
    public static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
    }
}
