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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's {@code tcp-check connect}: a TCP connection that is closed as soon as it is established, with a reset, so that no socket is
 * left in TIME_WAIT. It asks the kernel only: a process that hangs, but whose kernel accepts, passes.
 */
public final class TcpProbe implements Probe {

    private final Transport transport;
    private final EventLoop loop;

    /** Creates a probe whose connections live on {@code loop}. */
    public TcpProbe(Transport transport, EventLoop loop) {
        this.transport = transport;
        this.loop = loop;
    }

    @Override
    public void start(InetSocketAddress target, Duration timeout, Consumer<@Nullable ProbeResult> result) {
        SocketChannel channel;
        try {
            channel = transport.newSocketChannel();
        } catch (ChannelException e) {
            result.accept(failure(e));
            return;
        }
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.config().setAutoRead(false);
        channel.config().setConnectTimeoutMillis(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
        loop.register(channel).addListener((ChannelFuture registered) -> {
            if (registered.isSuccess()) {
                channel.connect(target).addListener(connected -> {
                    channel.close();
                    result.accept(connected.isSuccess() ? ProbeResult.OK : failure(connected.cause()));
                });
            } else {
                result.accept(failure(registered.cause()));
            }
        });
    }

    private static @Nullable ProbeResult failure(Throwable cause) {
        if (SocketErrors.isLocalShortage(cause)) {
            return null;
        }
        return cause instanceof ConnectTimeoutException
                ? new ProbeResult(CheckResult.L4TOUT, "connect timed out")
                : new ProbeResult(CheckResult.L4CON, SocketErrors.reason(cause));
    }
}
