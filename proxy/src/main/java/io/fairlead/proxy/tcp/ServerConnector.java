package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.BackendPool;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects a session to an endpoint of its backend, and tries again as a {@link Dispatcher} says. After an attempt that timed out a retry does not wait
 * any longer. HAProxy does the same. All is called on the session's event loop.
 */
public final class ServerConnector implements Dispatcher.Outcome {

    private final Transport transport;
    private final EventLoop loop;
    private final Supplier<BackendPool> pools;
    private final Outcome outcome;
    private final Dispatcher dispatcher;
    private @Nullable SocketChannel connecting;
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
        this.pools = pools;
        this.outcome = outcome;
        dispatcher = new Dispatcher(loop, client, client::getAddress, pools, this);
    }

    /** What became of it; exactly one of the two is called, unless it is cancelled before. */
    interface Outcome {

        /** Is called before the channel becomes active, so that handlers may be added that miss nothing. */
        void serverConnected(SocketChannel channel, Assignment assignment);

        void serverUnreachable(Termination termination);
    }

    void start() {
        dispatcher.begin();
    }

    /** Stops trying; the outcome is not told. */
    void cancel() {
        cancelled = true;
        dispatcher.cancel();
        if (connecting != null) {
            connecting.close();
        }
    }

    /** Tells on which endpoint it is, or was tried last, and how it came there. */
    Dispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public void unplaced(Termination termination) {
        outcome.serverUnreachable(termination);
    }

    @Override
    public void dispatched(Assignment attempt) {
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
        dispatcher.succeeded();
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
        if (dispatcher.mayRetry()) {
            dispatcher.retry(!(cause instanceof ConnectTimeoutException));
        } else {
            attempt.release();
            outcome.serverUnreachable(terminationOf(cause));
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
