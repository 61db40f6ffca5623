package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.ClientTable;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Waiting;
import io.fairlead.proxy.transport.SocketErrors;
import io.fairlead.proxy.transport.SourceAddress;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects a session to an endpoint of its backend, and tries again as the backend's {@code retries} and {@code redispatch} say.
 *
 * <p>A retry on another endpoint goes out at once. One on the same endpoint keeps its place there and waits for {@code retryPause}; after
 * an attempt that timed out it does not wait any longer. HAProxy does the same. All is called on the session's event loop.
 */
public final class ServerConnector implements ServerAssigner.Outcome {

    private final Transport transport;
    private final EventLoop loop;
    private final InetAddress client;
    private final Supplier<BackendPool> pools;
    private final Outcome outcome;
    private final ServerAssigner assigner;
    private @Nullable Assignment assignment;
    private boolean pauseBeforeRetry;
    private @Nullable SocketChannel connecting;
    private int retries;
    private boolean redispatched;
    private boolean cancelled;

    /**
     * Creates a connector that has not started.
     *
     * @param client the client's address
     * @param pools the newest snapshot of the backend
     */
    ServerConnector(
            Transport transport, EventLoop loop, InetAddress client, Supplier<BackendPool> pools, Outcome outcome) {
        this.transport = transport;
        this.loop = loop;
        this.client = client;
        this.pools = pools;
        this.outcome = outcome;
        assigner = new ServerAssigner(loop, client, client::getAddress, pools, this);
    }

    /** What became of it; exactly one of the two is called, unless it is cancelled before. */
    interface Outcome {

        /** Is called before the channel becomes active, so that handlers may be added that miss nothing. */
        void serverConnected(SocketChannel channel, Assignment assignment);

        void serverUnreachable(Termination termination);
    }

    void start() {
        assigner.assign();
    }

    /** Stops trying; the outcome is not told. */
    void cancel() {
        cancelled = true;
        assigner.cancel();
        if (connecting != null) {
            connecting.close();
        }
    }

    /** Returns the place on the endpoint that was connected to, or tried last; {@code null} where there was none to try. */
    @Nullable
    Assignment assignment() {
        return assignment;
    }

    /** Gives the place back, if there is one. */
    void releasePlace() {
        if (assignment != null) {
            assignment.release();
        }
    }

    /** Returns the endpoint that was connected to, or tried or waited for last; {@code null} where that was any. */
    @Nullable
    Endpoint endpoint() {
        Waiting unserved = assigner.unserved();
        if (unserved != null) {
            return unserved.endpoint();
        }
        return assignment == null ? null : assignment.endpoint();
    }

    /** Tells how far it came in the queues, and to which endpoint. */
    ServerAssigner assigner() {
        return assigner;
    }

    int retries() {
        return retries;
    }

    boolean redispatched() {
        return redispatched || assigner.moved();
    }

    @Override
    public void assigned(Assignment next) {
        Assignment before = assignment;
        assignment = next;
        if (before == null) {
            connect(next);
        } else if (before.endpoint() == next.endpoint()) {
            connectAfterPause(next);
        } else {
            redispatched = true;
            connect(next);
        }
    }

    @Override
    public void unassigned(Termination termination) {
        outcome.serverUnreachable(termination);
    }

    private void connectAfterPause(Assignment attempt) {
        long pause =
                pauseBeforeRetry ? pools.get().config().retryPauseOrDefault().toMillis() : 0;
        loop.schedule(() -> connect(attempt), pause, TimeUnit.MILLISECONDS);
    }

    private void connect(Assignment attempt) {
        if (cancelled) {
            return;
        }
        SocketChannel channel;
        try {
            channel = transport.newSocketChannel(attempt.endpoint().address().getAddress());
        } catch (ChannelException e) {
            attemptFailed(attempt, e);
            return;
        }
        connecting = channel;
        channel.config().setConnectTimeoutMillis(millis(pools.get().config().connectTimeout()));
        loop.register(channel).addListener((ChannelFuture registered) -> {
            if (registered.isSuccess()) {
                SourceAddress.connect(
                                channel,
                                attempt.endpoint().address(),
                                pools.get().config())
                        .addListener(connected -> {
                            if (connected.isSuccess()) {
                                attemptSucceeded(attempt, channel);
                            } else {
                                attemptFailed(attempt, connected.cause());
                            }
                        });
            } else {
                attemptFailed(attempt, registered.cause());
            }
        });
    }

    private void attemptSucceeded(Assignment attempt, SocketChannel channel) {
        connecting = null;
        attempt.endpoint().observer().connected();
        if (cancelled) {
            channel.close();
            return;
        }
        ClientTable clients = pools.get().clients();
        if (clients != null) {
            clients.store(client, attempt.endpoint().key());
        }
        outcome.serverConnected(channel, attempt);
    }

    private void attemptFailed(Assignment attempt, Throwable cause) {
        connecting = null;
        if (cancelled) {
            return;
        }
        if (!SocketErrors.isLocalShortage(cause)) {
            attempt.endpoint().stats().connectErrors().increment();
            attempt.endpoint().observer().connectFailed(cause);
        }
        BackendPool pool = pools.get();
        if (retries >= pool.config().retriesOrDefault()) {
            attempt.release();
            outcome.serverUnreachable(terminationOf(cause));
            return;
        }
        retries++;
        pauseBeforeRetry = !(cause instanceof ConnectTimeoutException);
        if (Redispatch.goesElsewhere(pool, attempt.endpoint(), assigner.isStuckTo(attempt.endpoint()), retries)) {
            attempt.release();
            assigner.assignAnother(attempt.endpoint());
        } else {
            connectAfterPause(attempt);
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    /** Returns how a session ends that could not be connected for {@code cause}. */
    public static Termination terminationOf(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return Termination.SERVER_TIMEOUT_CONNECT;
        }
        return SocketErrors.isLocalShortage(cause) ? Termination.RESOURCE_CONNECT : Termination.SERVER_ABORT_CONNECT;
    }
}
