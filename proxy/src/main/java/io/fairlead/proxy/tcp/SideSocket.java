package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.DataPath;
import io.netty.buffer.ByteBuf;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;

/** How the bytes of one {@link Side} are read and written. All is called on its event loop. */
interface SideSocket {

    /** Returns the one for {@code channel}: where there is epoll Netty's pipeline is gone round. */
    static SideSocket of(SocketChannel channel) {
        return channel instanceof EpollSocketChannel epoll ? new EpollSocket(epoll) : new ChannelSocket(channel);
    }

    /** Reads from now on, and tells {@code events} of all that happens. */
    void start(SideEvents events);

    /** Lets what is read go to {@code other} without a copy, as {@code path} says and both can. */
    default void relayTo(SideSocket other, DataPath path) {}

    boolean reading();

    void pauseReading();

    void resumeReading();

    /** Sends {@code data}, or keeps a copy of what cannot be sent at once; it is its caller's again when this returns. */
    void write(ByteBuf data);

    /** Has what was written go out, where it has not. */
    void flush();

    /** Whether so much waits to be sent that no more should be written. */
    boolean full();

    /** Returns how many bytes were written that the kernel has not taken. */
    long pendingBytes();

    /** Sends a FIN behind all that was written, and then calls {@code sent}; if that fails, the events tell of it. */
    void endOutput(Runnable sent);

    /** Closes; what still waits to be sent is lost, and the events tell of nothing any more. */
    void close();
}
