package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.NoPick;
import io.fairlead.proxy.transport.SocketErrors;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects a session to an endpoint of its backend, and tries again as the backend's {@code retries} and {@code redispatch} say.
 *
 * <p>A retry on another endpoint goes out at once. One on the same endpoint waits for a second, or for the connect timeout where that
 * is shorter; after an attempt that timed out it does not wait any longer. HAProxy does the same. All is called on the session's event
 * loop.
 */
final class ServerConnector {

    private final Transport transport;
    private final EventLoop loop;
    private final InetAddress client;
    private final Supplier<BackendPool> pools;
    private final Outcome outcome;
    private final Set<Endpoint> tried = new HashSet<>(0);
    private @Nullable Assignment assignment;
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
    }

    /** What became of it; exactly one of the two is called, unless it is cancelled before. */
    interface Outcome {

        /** Is called before the channel becomes active, so that handlers may be added that miss nothing. */
        void serverConnected(SocketChannel channel, Assignment assignment);

        void serverUnreachable(Termination termination);
    }

    void start() {
        BackendPool pool = pools.get();
        switch (pool.pick(client, tried)) {
            case Candidate picked -> connect(pool, picked.endpoint());
            case NoPick none -> outcome.serverUnreachable(Termination.SERVER_ABORT_CONNECT);
        }
    }

    /** Stops trying; the outcome is not told. */
    void cancel() {
        cancelled = true;
        if (connecting != null) {
            connecting.close();
        }
    }

    /** Returns the place on the endpoint that was connected to, or tried last; {@code null} where there was none to try. */
    @Nullable
    Assignment assignment() {
        return assignment;
    }

    int retries() {
        return retries;
    }

    boolean redispatched() {
        return redispatched;
    }

    private void connect(BackendPool pool, Endpoint endpoint) {
        if (cancelled) {
            return;
        }
        Assignment attempt = new Assignment(pool, endpoint);
        assignment = attempt;
        SocketChannel channel;
        try {
            channel = transport.newSocketChannel();
        } catch (ChannelException e) {
            attemptFailed(attempt, e);
            return;
        }
        connecting = channel;
        channel.config().setConnectTimeoutMillis(millis(pool.config().connectTimeout()));
        loop.register(channel).addListener((ChannelFuture registered) -> {
            if (registered.isSuccess()) {
                channel.connect(endpoint.address()).addListener(connected -> {
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
        } else {
            outcome.serverConnected(channel, attempt);
        }
    }

    private void attemptFailed(Assignment attempt, Throwable cause) {
        connecting = null;
        attempt.release();
        if (cancelled) {
            return;
        }
        if (!SocketErrors.isLocalShortage(cause)) {
            attempt.endpoint().stats().connectErrors().increment();
            attempt.endpoint().observer().connectFailed(cause);
        }
        if (retries >= attempt.pool().config().retriesOrDefault()) {
            outcome.serverUnreachable(terminationOf(cause));
        } else {
            retries++;
            retry(attempt, cause);
        }
    }

    private void retry(Assignment failed, Throwable cause) {
        Endpoint endpoint = failed.endpoint();
        BackendPool pool = pools.get();
        if (pool.config().redispatchOrDefault()) {
            tried.add(endpoint);
            switch (pool.pick(client, tried)) {
                case Candidate picked -> retry(pool, picked.endpoint(), failed, cause);
                case NoPick none -> outcome.serverUnreachable(Termination.SERVER_ABORT_CONNECT);
            }
        } else {
            retry(pool, endpoint, failed, cause);
        }
    }

    private void retry(BackendPool pool, Endpoint endpoint, Assignment failed, Throwable cause) {
        if (endpoint == failed.endpoint()) {
            long pause = cause instanceof ConnectTimeoutException
                    ? 0
                    : pool.config().retryPauseOrDefault().toMillis();
            loop.schedule(() -> connect(pool, endpoint), pause, TimeUnit.MILLISECONDS);
        } else {
            redispatched = true;
            connect(pool, endpoint);
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    private static Termination terminationOf(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return Termination.SERVER_TIMEOUT_CONNECT;
        }
        return SocketErrors.isLocalShortage(cause) ? Termination.RESOURCE_CONNECT : Termination.SERVER_ABORT_CONNECT;
    }
}
