package io.fairlead.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose bytes are moved by who takes it over, by plain system calls: nothing of it goes through Netty's pipeline any more. The
 * channel keeps its options, its place in its event loop and its close future. All is called on that event loop.
 */
public final class EpollConnection {

    /** How much {@link #receive()} returns at most, in bytes. */
    public static final int BUFFER_SIZE = LoopMemory.BUFFER_SIZE;

    private final EpollSocketChannel channel;
    private final Socket socket;
    private final @Nullable QuietEpollRegistration registration;
    private final LoopMemory memory;
    private final Events events;
    private int wanted;
    private boolean closed;

    private EpollConnection(
            EpollSocketChannel channel,
            @Nullable QuietEpollRegistration registration,
            LoopMemory memory,
            Events events) {
        this.channel = channel;
        this.registration = registration;
        this.memory = memory;
        this.events = events;
        socket = (Socket) channel.fd();
    }

    /** What happens on a connection; nothing does after {@link #close}. */
    public interface Events {

        /** Something came, or the end of the stream, or an error: {@link #receive} tells which. Again and again, until it is received. */
        void readable();

        /** There is room for what is to be sent. */
        void writable();

        /** The connection broke while input was not wanted, or was closed by others. */
        void failed(IOException cause);
    }

    /**
     * Takes {@code channel} over, which then wants nothing. What the pipeline has written and the kernel would not take at once is lost.
     * {@code events} are told soon where it is closed.
     */
    public static EpollConnection takeOver(EpollSocketChannel channel, Events events) {
        QuietEpollHandler handler = QuietEpollHandler.current();
        QuietEpollRegistration registration =
                channel.isOpen() ? handler.registration(channel.fd().intValue()) : null;
        EpollConnection connection = new EpollConnection(channel, registration, handler.memory(), events);
        if (registration == null) {
            channel.eventLoop().execute(connection::closedByOthers);
        } else {
            registration.takeOver(connection);
        }
        return connection;
    }

    /** Sets whether {@link Events#readable} is called. */
    public void wantInput(boolean wants) {
        want(wants ? wanted | QuietEpollRegistration.IN : wanted & ~QuietEpollRegistration.IN);
    }

    /** Sets whether {@link Events#writable} is called. */
    public void wantOutput(boolean wants) {
        if (wants) {
            want(wanted | QuietEpollRegistration.OUT);
        } else if (wants(QuietEpollRegistration.OUT)) {
            want(wanted & ~QuietEpollRegistration.OUT);
            if (registration != null) {
                registration.tellEpoll();
            }
        }
    }

    private void want(int ops) {
        wanted = ops;
        if (registration != null && !closed) {
            registration.want(ops);
        }
    }

    private boolean wants(int ops) {
        return (wanted & ops) != 0;
    }

    /**
     * Returns the buffer that all connections of the event loop share, with what could be received, which is there until the next call; it is
     * full where there may be more. {@code null}: the stream has ended.
     *
     * @throws IOException where the connection broke
     */
    public @Nullable ByteBuf receive() throws IOException {
        ByteBuf buffer = memory.buffer();
        int received = socket.recv(buffer.internalNioBuffer(0, buffer.capacity()), 0, buffer.capacity());
        return received < 0 ? null : buffer.writerIndex(received);
    }

    /**
     * Sends what the kernel takes of {@code data}, and moves its reader index.
     *
     * @throws IOException where the connection broke
     */
    public void send(ByteBuf data) throws IOException {
        ByteBuffer bytes = data.internalNioBuffer(data.readerIndex(), data.readableBytes());
        data.skipBytes(socket.send(bytes, bytes.position(), bytes.limit()));
    }

    /** Returns an empty pipe, to be {@linkplain #giveBack given back}; {@code null} where none can be had. */
    public @Nullable Pipe takePipe() {
        return memory.pipes().take();
    }

    /** Gives a pipe back; what is left in it is lost. */
    public void giveBack(Pipe pipe) {
        memory.pipes().giveBack(pipe);
    }

    /**
     * Moves what there is into {@code pipe}, and returns how many bytes; 0: there is nothing, or the stream has ended, and {@link #receive}
     * tells which.
     *
     * @throws IOException where the connection broke
     */
    public int receive(Pipe pipe) throws IOException {
        return pipe.fill(socket);
    }

    /**
     * Sends what the kernel takes of what is in {@code pipe}.
     *
     * @throws IOException where the connection broke
     */
    public void send(Pipe pipe) throws IOException {
        pipe.drain(socket);
    }

    /**
     * Sends a FIN.
     *
     * @throws IOException where the connection broke
     */
    public void shutdownOutput() throws IOException {
        socket.shutdown(false, true);
    }

    /** Closes it, and the channel. Who closed its socket before saves epoll and Netty the calls that only an open one needs. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // The kernel has closed it all the same, and what it could not send is lost to others before.
        }
        channel.close();
    }

    /** Whether {@link #close} was called, or somebody else closed it. */
    public boolean isClosed() {
        return closed;
    }

    void closedByOthers() {
        if (!closed) {
            closed = true;
            events.failed(new ClosedChannelException());
        }
    }

    void handle(int ready) {
        if ((ready & QuietEpollRegistration.OUT) != 0) {
            events.writable();
        }
        if (closed) {
            return;
        }
        if (wants(QuietEpollRegistration.IN)) {
            if ((ready & ~QuietEpollRegistration.OUT) != 0) {
                events.readable();
            }
        } else if ((ready & QuietEpollRegistration.ERR) != 0) {
            failIfBroken();
        }
    }

    /** The event may be older than the connection, and be about another one that had the same file descriptor. */
    private void failIfBroken() {
        try {
            int error = socket.getSoError();
            if (error != 0) {
                events.failed(new IOException("connection broke with error " + error));
            }
        } catch (IOException e) {
            events.failed(e);
        }
    }
}
