package io.fairlead.proxy.testing;

import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A gRPC server of grpc-java's that serves {@code grpc.health.v1.Health}; as a whole it is SERVING at first. */
public final class HealthServer implements AutoCloseable {

    private final HealthStatusManager health = new HealthStatusManager();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Server server;

    private HealthServer(InetAddress address) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(address, 0))
                .directExecutor()
                .addService(health.getHealthService())
                .addTransportFilter(new Counter())
                .build()
                .start();
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static HealthServer start() throws IOException {
        return start(InetAddress.getLoopbackAddress());
    }

    /** Starts one on a free port of {@code address}. */
    public static HealthServer start(InetAddress address) throws IOException {
        return new HealthServer(address);
    }

    /** Has it answer so from now on for {@code service}, which is empty for the server as a whole. */
    public HealthServer answers(String service, ServingStatus status) {
        health.setStatus(service, status);
        return this;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().getFirst();
    }

    /** Returns how many connections it has had so far. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections it has at this moment. */
    public int open() {
        return open.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Counter extends ServerTransportFilter {

        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            open.incrementAndGet();
            return attributes;
        }

        @Override
        public void transportTerminated(Attributes attributes) {
            open.decrementAndGet();
        }
    }
}
