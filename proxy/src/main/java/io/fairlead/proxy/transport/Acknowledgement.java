package io.fairlead.proxy.transport;

import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What Linux knows of how much a peer has taken ({@code struct tcp_info} of {@code linux/tcp.h}). */
public final class Acknowledgement {

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int UNACKED = 24;
    private static final int NOTSENT_BYTES = 144;
    private static final RawUnixChannelOption INFO =
            new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, TCP_INFO, NOTSENT_BYTES + Integer.BYTES);

    private Acknowledgement() {}

    /** Whether the peer's kernel has all that was written; where it cannot be known ({@link Transport#NIO}, or it is closed), {@code true}. */
    public static boolean complete(SocketChannel channel) {
        if (!(channel instanceof EpollSocketChannel) || !channel.isOpen()) {
            return true;
        }
        ByteBuffer info = channel.config().getOption(INFO).order(ByteOrder.nativeOrder());
        return info.getInt(UNACKED) == 0 && info.getInt(NOTSENT_BYTES) == 0;
    }
}
