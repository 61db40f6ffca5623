package io.fairlead.proxy.testing.rpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A gRPC client with one connection, which it makes at its first RPC. It tries nothing again, unless told to. */
public final class RpcClient implements AutoCloseable {

    private final ManagedChannel channel;

    private RpcClient(ManagedChannel channel) {
        this.channel = channel;
    }

    public static RpcClient of(InetSocketAddress server) {
        return of(server, UnaryOperator.identity());
    }

    /** Returns one that is as {@code change} makes it. */
    public static RpcClient of(InetSocketAddress server, UnaryOperator<NettyChannelBuilder> change) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(server)
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .maxInboundMessageSize(RpcServer.LARGEST_MESSAGE);
        return new RpcClient(change.apply(builder).build());
    }

    /** Returns one whose connection comes from {@code local}. */
    public static RpcClient from(InetAddress local, InetSocketAddress server) {
        return of(server, builder -> builder.localSocketPicker(new FixedAddress(local)));
    }

    /** Begins an RPC without metadata. */
    public RpcCall start(MethodDescriptor<byte[], byte[]> method) {
        return start(method, new Metadata());
    }

    public RpcCall start(MethodDescriptor<byte[], byte[]> method, Metadata metadata) {
        return start(method, metadata, CallOptions.DEFAULT);
    }

    public RpcCall start(MethodDescriptor<byte[], byte[]> method, Metadata metadata, CallOptions options) {
        return RpcCall.start(channel.newCall(method, options), metadata);
    }

    /** Begins an RPC with a deadline. */
    public RpcCall start(MethodDescriptor<byte[], byte[]> method, Duration deadline) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
        return start(method, new Metadata(), options);
    }

    /** Asks for the server's name. */
    public RpcCall ask() {
        return start(RpcMethods.NAME).sendLast(new byte[0]);
    }

    /** Asks, so many times at once, for the server's name. */
    public List<RpcCall> ask(int count) {
        return IntStream.range(0, count).mapToObj(i -> ask()).toList();
    }

    /** Asks a server for its name, which it tells when it is told to {@link RpcServer#release}. */
    public RpcCall hold() {
        return start(RpcMethods.HOLD).sendLast(new byte[0]);
    }

    /** Does so so many times at once. */
    public List<RpcCall> hold(int count) {
        return IntStream.range(0, count).mapToObj(i -> hold()).toList();
    }

    /** Returns the name of the server that answers. */
    public String serverName() {
        return ask().answer();
    }

    /** Returns the names of the servers that answer so many RPCs, one after the other. */
    public List<String> serverNames(int count) {
        return IntStream.range(0, count).mapToObj(i -> serverName()).toList();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class FixedAddress extends NettyChannelBuilder.LocalSocketPicker {

        private final InetAddress local;

        FixedAddress(InetAddress local) {
            this.local = local;
        }

        @Override
        public @Nullable InetSocketAddress createSocketAddress(SocketAddress remote, Attributes attributes) {
            return new InetSocketAddress(local, 0);
        }
    }
}
