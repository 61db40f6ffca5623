package io.fairlead.proxy.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;

/**
 * A gRPC client that makes calls to {@link io.fairlead.echo.EchoServer}s all the time on one connection: whatever else happens, none of them may
 * fail.
 */
public final class WellBehaved implements AutoCloseable {

    private static final int DEADLINE_SECONDS = 20;
    private static final int WINDOW = 64 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final MethodDescriptor<byte[], byte[]> NAME = method("fairlead.Echo/Name", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> BYTES =
            method("fairlead.Echo/Bytes", MethodType.SERVER_STREAMING);

    private final ManagedChannel channel;
    private final List<Thread> callers = new ArrayList<>();
    private final LongAdder calls = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean finishing;

    private WellBehaved(InetSocketAddress server, int callsAtATime) {
        channel = NettyChannelBuilder.forAddress(server)
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .initialFlowControlWindow(WINDOW)
                .build();
        for (int i = 0; i < callsAtATime; i++) {
            callers.add(Thread.ofVirtual().start(this::call));
        }
    }

    /** Starts one that has a call at a time, and waits until the first one was answered. */
    public static WellBehaved start(InetSocketAddress server) {
        return start(server, 1);
    }

    /** Starts one that has so many calls at a time. */
    public static WellBehaved start(InetSocketAddress server, int callsAtATime) {
        WellBehaved started = new WellBehaved(server, callsAtATime);
        started.awaitCalls(callsAtATime);
        return started;
    }

    private void call() {
        while (!finishing) {
            try {
                ClientCalls.blockingUnaryCall(
                        channel,
                        NAME,
                        CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
                        new byte[0]);
                calls.increment();
            } catch (StatusRuntimeException e) {
                failures.add(e.getMessage());
            }
        }
    }

    /** Begins a call on the same connection whose answer of so many bytes it never takes. */
    public void stall(int bytes) {
        ClientCall<byte[], byte[]> stalled = channel.newCall(BYTES, CallOptions.DEFAULT);
        stalled.start(new ClientCall.Listener<>() {}, new Metadata());
        stalled.sendMessage(Integer.toString(bytes).getBytes(US_ASCII));
        stalled.halfClose();
    }

    /** Waits until so many further calls were answered; returns how long that took. */
    public Duration awaitCalls(int more) {
        long began = System.nanoTime();
        long enough = calls.sum() + more;
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> calls.sum() >= enough || !failures.isEmpty());
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Makes some calls more, and fails where any call failed. */
    public void finish() throws InterruptedException {
        awaitCalls(10);
        finishing = true;
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(failures).as("failures of the well-behaved client").isEmpty();
    }

    @Override
    public void close() {
        finishing = true;
        channel.shutdownNow();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.newBuilder(new Plain(), new Plain())
                .setFullMethodName(name)
                .setType(type)
                .build();
    }

    /** Messages that are what they are. */
    private static final class Plain implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
