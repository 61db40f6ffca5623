package io.fairlead.proxy.transport;

import io.fairlead.api.v1alpha1.TcpKeepAlive;
import io.fairlead.api.v1alpha1.TcpOptions;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.SocketOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Gives a connection the options that are configured. What is omitted stays as the kernel has it. */
public final class TcpSocketOptions {

    private TcpSocketOptions() {}

    /** Sets them on a connection that is open; with {@link Transport#NIO} there is no {@code userTimeout}. */
    public static void set(SocketChannel channel, TcpOptions options) {
        SocketChannelConfig config = channel.config();
        if (!options.noDelayOrDefault()) {
            config.setTcpNoDelay(false); // Netty has set it
        }
        boolean epoll = channel instanceof EpollSocketChannel;
        TcpKeepAlive keepAlive = options.keepAlive();
        if (keepAlive != null) {
            config.setKeepAlive(true);
            set(config, idle(epoll), seconds(keepAlive.idle()));
            set(config, interval(epoll), seconds(keepAlive.interval()));
            set(config, count(epoll), keepAlive.count());
        }
        Duration userTimeout = options.userTimeout();
        if (userTimeout != null && epoll) {
            int millis = (int) Math.min(Integer.MAX_VALUE, userTimeout.toMillis());
            config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, millis);
        }
    }

    private static void set(SocketChannelConfig config, ChannelOption<Integer> option, @Nullable Integer value) {
        if (value != null) {
            config.setOption(option, value);
        }
    }

    private static @Nullable Integer seconds(@Nullable Duration duration) {
        return duration == null
                ? null
                : (int) duration.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static ChannelOption<Integer> idle(boolean epoll) {
        return epoll ? EpollChannelOption.TCP_KEEPIDLE : nio(ExtendedSocketOptions.TCP_KEEPIDLE);
    }

    private static ChannelOption<Integer> interval(boolean epoll) {
        return epoll ? EpollChannelOption.TCP_KEEPINTVL : nio(ExtendedSocketOptions.TCP_KEEPINTERVAL);
    }

    private static ChannelOption<Integer> count(boolean epoll) {
        return epoll ? EpollChannelOption.TCP_KEEPCNT : nio(ExtendedSocketOptions.TCP_KEEPCOUNT);
    }

    private static ChannelOption<Integer> nio(SocketOption<Integer> option) {
        return NioChannelOption.of(option);
    }
}
