package io.fairlead.proxy.backend;

import java.net.InetSocketAddress;

/**
 * One server of a backend, at one address. The same object stands in every snapshot as long as the server stays, so that its
 * statistics go on.
 */
public final class Endpoint {

    private final String name;
    private final InetSocketAddress address;
    private final EndpointStats stats = new EndpointStats();

    /**
     * Creates an endpoint.
     *
     * @param name the server's name, as in logs and status
     * @param address resolved
     */
    public Endpoint(String name, InetSocketAddress address) {
        this.name = name;
        this.address = address;
    }

    public String name() {
        return name;
    }

    public InetSocketAddress address() {
        return address;
    }

    public EndpointStats stats() {
        return stats;
    }

    @Override
    public String toString() {
        return name + " (" + address.getAddress().getHostAddress() + ":" + address.getPort() + ")";
    }
}
