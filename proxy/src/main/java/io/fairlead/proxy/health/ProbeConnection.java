package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.SendProxy;
import io.fairlead.proxy.proxyprotocol.ProxyHeaderWriter;
import io.fairlead.proxy.transport.SocketErrors;
import io.fairlead.proxy.transport.SourceAddress;
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
    private final Backend backend;
    private final @Nullable SendProxy header;

    /**
     * Creates it for connections that live on {@code loop}.
     *
     * @param backend whose servers are probed
     * @param check how they are
     */
    ProbeConnection(Transport transport, EventLoop loop, Backend backend, HealthCheck check) {
        this.transport = transport;
        this.loop = loop;
        this.backend = backend;
        header = check.sendProxyOrDefault() ? backend.proxyProtocol() : null;
    }

    /**
     * Connects; exactly one of the two is called, on the event loop.
     *
     * @param connected is given the connection, on which a PROXY header is on its way where there is to be one, and what is left of the timeout; nothing is read from it until auto-read is on
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
                SourceAddress.connect(channel, target, backend).addListener(attempt -> {
                    if (attempt.isSuccess()) {
                        sendHeader(channel);
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

    private void sendHeader(SocketChannel channel) {
        if (header != null) {
            ProxyHeaderWriter.writeForProbe(channel, header);
            channel.flush();
        }
    }

    private static @Nullable ProbeResult failure(Throwable cause) {
        if (SocketErrors.isLocalShortage(cause)) {
            return null;
        }
        CheckResult check = cause instanceof ConnectTimeoutException ? CheckResult.L4TOUT : CheckResult.L4CON;
        return new ProbeResult(check, SocketErrors.reason(cause));
    }
}
