package io.fairlead.demo.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The ports of the pods and Services of the sample. */
final class SamplePorts {

    private static final int ECHO = 50_051;
    private static final int LOAD_BALANCER = 50_050;
    private static final int PROXY_ADMIN = 8_404;

    private SamplePorts() {}

    /** Returns them on one address. */
    static List<InetSocketAddress> at(InetAddress address) {
        return List.of(
                new InetSocketAddress(address, ECHO),
                new InetSocketAddress(address, LOAD_BALANCER),
                new InetSocketAddress(address, PROXY_ADMIN));
    }
}
