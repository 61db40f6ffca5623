package io.fairlead.proxy.backend;

import java.net.InetSocketAddress;

/**
 * One server of a backend, at one address. The same object stands in every snapshot as long as the server stays, so that its
 * statistics go on.
 */
public final class Endpoint {

    private final EndpointKey key;
    private final EndpointStats stats = new EndpointStats();
    private volatile ConnectObserver observer = ConnectObserver.NONE;

    /**
     * Creates an endpoint.
     *
     * @param name the server's name, as in logs and status
     * @param address resolved
     */
    public Endpoint(String name, InetSocketAddress address) {
        key = new EndpointKey(name, address);
    }

    /** Returns what tells it from others. */
    public EndpointKey key() {
        return key;
    }

    public String name() {
        return key.name();
    }

    public InetSocketAddress address() {
        return key.address();
    }

    public EndpointStats stats() {
        return stats;
    }

    /** Returns who is told how connections to it went. */
    public ConnectObserver observer() {
        return observer;
    }

    /** Has {@code newObserver} be told in place of the one before. */
    public void observe(ConnectObserver newObserver) {
        observer = newObserver;
    }

    @Override
    public String toString() {
        return name() + " (" + address().getAddress().getHostAddress() + ":"
                + address().getPort() + ")";
    }
}
