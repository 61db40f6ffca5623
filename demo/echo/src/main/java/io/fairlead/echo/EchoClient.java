package io.fairlead.echo;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ClientTransportFilter;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A gRPC client with one connection at a time, which it makes at its first call. */
public final class EchoClient implements AutoCloseable {

    /** What the metadata is called that names who calls. */
    public static final String CALLER = "caller";

    private static final int DEADLINE_SECONDS = 20;

    private static final Map<String, ?> RETRY_ONCE = Map.of(
            "methodConfig",
            List.of(Map.of(
                    "name",
                    List.of(Map.of()),
                    "retryPolicy",
                    Map.of(
                            "maxAttempts",
                            2.0,
                            "initialBackoff",
                            "0.01s",
                            "maxBackoff",
                            "0.1s",
                            "backoffMultiplier",
                            2.0,
                            "retryableStatusCodes",
                            List.of("UNAVAILABLE")))));

    private static final Metadata.Key<String> CALLER_KEY = Metadata.Key.of(CALLER, Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final AtomicInteger connections = new AtomicInteger();

    private EchoClient(NettyChannelBuilder builder) {
        channel = builder.addTransportFilter(new Counter()).build();
    }

    /** Returns a client that does not try a call again that fails. */
    public static EchoClient of(InetSocketAddress server) {
        return new EchoClient(builder(server).disableRetry());
    }

    /** Returns one whose connection comes from {@code local}. */
    public static EchoClient from(InetAddress local, InetSocketAddress server) {
        return new EchoClient(builder(server).disableRetry().localSocketPicker(new FixedAddress(local)));
    }

    /**
     * Returns one whose connection comes from {@code local}. Where a server sends it away it takes another, and it tries a call again that no
     * server has seen, as gRPC clients do that are not told otherwise.
     */
    public static EchoClient lasting(InetAddress local, InetSocketAddress server) {
        return new EchoClient(builder(server).localSocketPicker(new FixedAddress(local)));
    }

    /** Returns a client that tries a call again, once, whose connection ended before it was answered. */
    public static EchoClient retrying(InetSocketAddress server) {
        return new EchoClient(builder(server).defaultServiceConfig(RETRY_ONCE));
    }

    private static NettyChannelBuilder builder(InetSocketAddress server) {
        return NettyChannelBuilder.forAddress(server).usePlaintext().directExecutor();
    }

    /**
     * Returns the name of the server that answers.
     *
     * @throws StatusRuntimeException where the call fails, or is not answered within {@value #DEADLINE_SECONDS} s
     */
    public String serverName() {
        return serverName(channel);
    }

    /** Does so in the name of {@code caller}, which the call has as its metadata {@value #CALLER}. */
    public String serverName(String caller) {
        Metadata metadata = new Metadata();
        metadata.put(CALLER_KEY, caller);
        return serverName(ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata)));
    }

    private static String serverName(Channel channel) {
        return EchoMethods.text(ClientCalls.blockingUnaryCall(channel, EchoMethods.NAME, options(), new byte[0]));
    }

    /** Has {@code count} bytes streamed to it, and returns how many came; throws as {@link #serverName} does. */
    public long bytes(int count) {
        Iterator<byte[]> answers = ClientCalls.blockingServerStreamingCall(
                channel, EchoMethods.BYTES, options(), EchoMethods.bytes(Integer.toString(count)));
        long sum = 0;
        while (answers.hasNext()) {
            sum += answers.next().length;
        }
        return sum;
    }

    /** Returns how many connections it has had so far on which HTTP/2 began. */
    public int connections() {
        return connections.get();
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Counter extends ClientTransportFilter {

        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            return attributes;
        }
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
