package io.fairlead.echo;

import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gRPC server that says its name. It counts the connections on which HTTP/2 began: a probe that only connects is
 * none of them.
 */
public final class EchoServer implements AutoCloseable {

    private static final int LONGEST_SECONDS = 20;

    private final String name;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private InetSocketAddress address;
    private Server server;

    private EchoServer(String name, InetSocketAddress address) throws IOException {
        this.name = name;
        server = listen(address);
        this.address = new InetSocketAddress(address.getAddress(), server.getPort());
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static EchoServer start(String name) throws IOException {
        return start(name, InetAddress.getLoopbackAddress());
    }

    /** Starts one on a free port of {@code address}. */
    public static EchoServer start(String name, InetAddress address) throws IOException {
        return start(name, new InetSocketAddress(address, 0));
    }

    /** Starts one there; port 0: any that is free. */
    public static EchoServer start(String name, InetSocketAddress address) throws IOException {
        return new EchoServer(name, address);
    }

    private Server listen(InetSocketAddress where) throws IOException {
        ServerServiceDefinition service = ServerServiceDefinition.builder("fairlead.Echo")
                .addMethod(EchoMethods.NAME, ServerCalls.asyncUnaryCall(this::tellName))
                .addMethod(EchoMethods.BYTES, ServerCalls.asyncServerStreamingCall(EchoServer::sendBytes))
                .build();
        return NettyServerBuilder.forAddress(where)
                .directExecutor()
                .addService(service)
                .addTransportFilter(new Counter())
                .build()
                .start();
    }

    private void tellName(byte[] ignored, StreamObserver<byte[]> answer) {
        answer.onNext(EchoMethods.bytes(name));
        answer.onCompleted();
    }

    private static void sendBytes(byte[] request, StreamObserver<byte[]> answer) {
        int left = Integer.parseInt(EchoMethods.text(request));
        while (left > 0) {
            int size = Math.min(left, 16 * 1024);
            answer.onNext(new byte[size]);
            left -= size;
        }
        answer.onCompleted();
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Returns how many connections it has had so far. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections it has at this moment. */
    public int open() {
        return open.get();
    }

    /** Takes no new call, and lets those that run end for {@value #LONGEST_SECONDS} s. */
    void stop() {
        server.shutdown();
        try {
            if (!server.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has been stopped. */
    void awaitEnd() throws InterruptedException {
        server.awaitTermination();
    }

    /** Ends at once, with all its connections: its port refuses from then on. */
    public void kill() throws InterruptedException {
        server.shutdownNow();
        if (!server.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("server " + name + " does not end");
        }
    }

    /** Starts it again on the port that it had. */
    public void restart() throws IOException {
        server = listen(address);
    }

    /** Sends its clients away and lets their calls end, as in a rolling restart, while another with its name takes its place. */
    public void replace() throws IOException, InterruptedException {
        Server before = server;
        before.shutdown();
        server = listen(address);
        if (!before.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("server " + name + " does not end");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
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
