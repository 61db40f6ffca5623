package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.proxy.transport.SocketErrors;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the connections that probes make. They are closed with a reset, so that no socket is left in TIME_WAIT. */
final class ProbeConnection {

    private final Transport transport;
    private final EventLoop loop;

    /** Creates it for connections that live on {@code loop}. */
    ProbeConnection(Transport transport, EventLoop loop) {
        this.transport = transport;
        this.loop = loop;
    }

    /**
     * Connects; exactly one of the two is called, on the event loop.
     *
     * @param connected is given the connection and what is left of the timeout; nothing is read from it until auto-read is on
     * @param failed is given the outcome, as {@link Probe#start} has it
     */
    void open(
            InetSocketAddress target,
            Duration timeout,
            BiConsumer<SocketChannel, Duration> connected,
            Consumer<@Nullable ProbeResult> failed) {
        long started = loop.ticker().nanoTime();
        SocketChannel channel;
        try {
            channel = transport.newSocketChannel();
        } catch (ChannelException e) {
            failed.accept(failure(e));
            return;
        }
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.config().setAutoRead(false);
        channel.config().setConnectTimeoutMillis(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
        loop.register(channel).addListener((ChannelFuture registered) -> {
            if (registered.isSuccess()) {
                channel.connect(target).addListener(attempt -> {
                    if (attempt.isSuccess()) {
                        connected.accept(
                                channel, timeout.minusNanos(loop.ticker().nanoTime() - started));
                    } else {
                        channel.close();
                        failed.accept(failure(attempt.cause()));
                    }
                });
            } else {
                failed.accept(failure(registered.cause()));
            }
        });
    }

    private static @Nullable ProbeResult failure(Throwable cause) {
        if (SocketErrors.isLocalShortage(cause)) {
            return null;
        }
        CheckResult check = cause instanceof ConnectTimeoutException ? CheckResult.L4TOUT : CheckResult.L4CON;
        return new ProbeResult(check, SocketErrors.reason(cause));
    }
}
