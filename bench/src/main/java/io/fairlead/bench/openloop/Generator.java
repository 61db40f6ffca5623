package io.fairlead.bench.openloop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Clients that make unary gRPC calls over HTTP/2 without TLS, on connections that are kept; they end with their loop.
 *
 * <p>Used by one thread, which waits for what it asks for.
 */
public final class Generator {

    /** What is called, without the slash before it. */
    public static final String PATH = "bench.Echo.Call";

    /** After the last call: how long a contestant may take to work off the queue that it has built up. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Loop loop;
    private final List<CallChannel> callers = new ArrayList<>();
    private final Switch events = new Switch();

    private Generator(Loop loop) {
        this.loop = loop;
    }

    /**
     * Opens {@code connections} on {@code loop}.
     *
     * @throws IOException in one line for the user, where one is refused or takes longer than 10 s
     */
    public static Generator connect(Loop loop, InetSocketAddress address, int connections)
            throws IOException, InterruptedException {
        Generator generator = new Generator(loop);
        MessageFrames request =
                MessageFrames.request(address.getAddress().getHostAddress() + ":" + address.getPort(), "/" + PATH);
        loop.connect(address, connections, channel -> {
            CallChannel caller = new CallChannel(generator.callers.size(), channel, request, generator.events);
            generator.callers.add(caller);
            return caller;
        });
        return generator;
    }

    /**
     * Has one call at a time on each connection, the next as soon as the last one is answered.
     *
     * @throws IOException in one line for the user, where a call failed
     */
    public Latencies closedLoop(Duration time) throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        run(time, start -> new ClosedLoop(start + time.toNanos(), callers, latencies));
        return latencies;
    }

    /**
     * Makes calls at even times, on the connections in turn, whatever is answered; returns once all are.
     *
     * @param perSecond more than 0
     * @throws IOException in one line for the user, where a call failed or was not answered 10 s after the last one was due
     */
    public Latencies openLoop(double perSecond, Duration time) throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        run(time, start -> new OpenLoop(FixedRate.lasting(time, start, perSecond), callers, latencies));
        return latencies;
    }

    private void run(Duration time, LongFunction<Load> load) throws IOException, InterruptedException {
        Duration longest = time.plus(LONGEST_WAIT);
        CompletableFuture<Void> end = CompletableFuture.supplyAsync(
                        () -> events.start(new LoadRun(loop.executor(), load.apply(System.nanoTime())), longest),
                        loop.executor())
                .thenCompose(ended -> ended);
        try {
            end.get(longest.plus(LONGEST_WAIT).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("a call failed: %s".formatted(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "the generator does not end (expected: after %d s)".formatted(longest.toSeconds()), e);
        }
    }

    /** Leads what happens to the load that is under way. Lives on the event loop. */
    private static final class Switch implements CallChannel.Listener {

        private @Nullable LoadRun running;
        private @Nullable Throwable fault;

        CompletableFuture<Void> start(LoadRun run, Duration longest) {
            running = run;
            return fault == null ? run.start(longest) : CompletableFuture.failedFuture(fault);
        }

        @Override
        public void answered(int number, long due) {
            if (running != null) {
                running.answered(number, due);
            }
        }

        @Override
        public void roomAt(int number) {
            if (running != null) {
                running.roomAt(number);
            }
        }

        @Override
        public void failed(Throwable cause) {
            fault = cause;
            if (running != null) {
                running.fail(cause);
            }
        }
    }
}
