package io.fairlead.proxy.testing.rpc;

import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A gRPC server that serves {@link RpcMethods}, holds calls where they ask for it, and tells what came. */
public final class RpcServer implements AutoCloseable {

    public static final int LARGEST_MESSAGE = 32 * 1024 * 1024;

    private static final int LONGEST_SECONDS = 20;

    private final String name;
    private final UnaryOperator<NettyServerBuilder> change;
    private final RpcService service;
    private final RpcWatch watch;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final InetSocketAddress address;
    private Server server;

    private RpcServer(String name, InetAddress address, UnaryOperator<NettyServerBuilder> change) throws IOException {
        this.name = name;
        this.change = change;
        service = new RpcService(name);
        watch = new RpcWatch(name);
        server = listen(new InetSocketAddress(address, 0));
        this.address = new InetSocketAddress(address, server.getPort());
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static RpcServer start(String name) throws IOException {
        return start(name, UnaryOperator.identity());
    }

    /** Starts one that is as {@code change} makes it. */
    public static RpcServer start(String name, UnaryOperator<NettyServerBuilder> change) throws IOException {
        return new RpcServer(name, InetAddress.getLoopbackAddress(), change);
    }

    /** Starts one on a free port of {@code address}. */
    public static RpcServer start(String name, InetAddress address) throws IOException {
        return new RpcServer(name, address, UnaryOperator.identity());
    }

    private Server listen(InetSocketAddress where) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(where)
                .directExecutor()
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .addService(service.definition())
                .fallbackHandlerRegistry(service.anyName())
                .intercept(watch)
                .addTransportFilter(new Connections());
        return change.apply(builder).build().start();
    }

    public String name() {
        return name;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Returns how many connections it has had so far on which HTTP/2 began. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections it has at this moment on which HTTP/2 began. */
    public int open() {
        return open.get();
    }

    /** Returns the RPCs that it was sent so far. */
    public Queue<RpcRequest> requests() {
        return watch.requests();
    }

    /** Returns how many RPCs it was sent so far. */
    public int rpcs() {
        return watch.requests().size();
    }

    /** Returns how many RPCs it has that are not over. */
    public int inFlight() {
        return watch.inFlight();
    }

    /** Returns how many RPCs were cancelled so far, by the client or by the end of a connection. */
    public int cancelled() {
        return watch.cancelled();
    }

    /** Answers all that it holds. */
    public void release() {
        service.release();
    }

    /** Takes no new RPC, says so by GOAWAY, and lets those that it has end; then its connections end. */
    public void shutDown() {
        server.shutdown();
    }

    /** Waits for the end of what {@link #shutDown} began. */
    public void awaitEnd() throws InterruptedException {
        if (!server.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("server " + name + " does not end");
        }
    }

    /** Starts it again on the port that it had. */
    public void restart() throws IOException {
        server = listen(address);
    }

    /** Ends at once, with all its connections. */
    @Override
    public void close() throws InterruptedException {
        server.shutdownNow();
        awaitEnd();
    }

    private final class Connections extends ServerTransportFilter {

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
