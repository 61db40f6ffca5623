package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.proxy.transport.EpollConnection;
import io.fairlead.proxy.transport.Pipe;
import io.netty.buffer.ByteBuf;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One whose bytes are received into the event loop's buffer and sent from there to the other side at once, or go through a pipe.
 *
 * <pre>
 *                               WAITING in a copy
 *        write: not all sent  ▲                   │
 *   ┌────────────────────────►│                   │ EPOLLOUT: all sent
 *   │                                             ▼
 * EMPTY ◄──────────────────────────────────────────
 *   │ │                                           ▲
 *   │ │ splice: not all sent  ▼                   │ EPOLLOUT: all sent
 *   │ └──────────────────────►│                   │
 *   │                           WAITING in a pipe
 *   │ endOutput
 *   └──────► FIN SENT             endOutput while something waits: sent behind it
 * </pre>
 *
 * While anything waits {@link #full} says so, and the relay does not read from the other side: the rest of one read, or what a pipe has
 * room for, is all that a direction ever holds, never both, so nothing changes places. A connection on which nothing waits holds neither a
 * buffer nor a pipe.
 */
final class EpollSocket implements SideSocket, EpollConnection.Events {

    /** So many reads that fill the buffer make way for other connections. */
    private static final int READS = 4;

    private final EpollSocketChannel channel;
    private final EpollConnection connection;
    private @Nullable SideEvents events;
    private @Nullable EpollSocket target;
    private Streaming streaming = Streaming.NEVER;
    private @Nullable ByteBuf rest;
    private @Nullable Pipe pipe;
    private @Nullable Runnable finSent;
    private boolean reading;

    EpollSocket(EpollSocketChannel channel) {
        this.channel = channel;
        connection = EpollConnection.takeOver(channel, this);
    }

    @Override
    public void start(SideEvents sideEvents) {
        events = sideEvents;
        if (channel.pipeline().first() != null) {
            receiveFromPipeline(sideEvents);
        }
        resumeReading();
    }

    /** What a decoder that is about to leave has read already. */
    private void receiveFromPipeline(SideEvents sideEvents) {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new ChannelSocketHandler(sideEvents));
    }

    @Override
    public void relayTo(SideSocket other, DataPath path) {
        if (path != DataPath.Copy && other instanceof EpollSocket socket) {
            target = socket;
            streaming = new Streaming(path);
        }
    }

    @Override
    public boolean reading() {
        return reading;
    }

    @Override
    public void pauseReading() {
        reading = false;
        connection.wantInput(false);
    }

    @Override
    public void resumeReading() {
        reading = true;
        connection.wantInput(true);
    }

    @Override
    public void readable() {
        try {
            boolean ended = !receive();
            if (connection.isClosed()) {
                return;
            }
            events().receivedAll();
            if (ended && !connection.isClosed()) {
                events().inputEnded();
            }
        } catch (Throwable e) {
            events().failed(e);
        }
    }

    /** Returns whether there may be more, now or later. */
    private boolean receive() throws IOException {
        for (int reads = 0; reads < READS && reading && !connection.isClosed(); reads++) {
            int spliced = target == null || !streaming.splices() ? 0 : splice(target);
            if (spliced > 0) {
                streaming.moved(spliced, EpollConnection.BUFFER_SIZE);
                continue;
            }
            ByteBuf received = connection.receive();
            if (received == null) {
                return false;
            }
            int bytes = received.readableBytes();
            if (bytes > 0) {
                streaming.moved(bytes, EpollConnection.BUFFER_SIZE);
                events().received(received);
            }
            if (bytes < EpollConnection.BUFFER_SIZE) {
                return true;
            }
        }
        return true;
    }

    /** Returns how many bytes were moved; 0 where there are none, or the stream has ended, or there is no pipe. */
    private int splice(EpollSocket to) throws IOException {
        Pipe empty = connection.takePipe();
        if (empty == null) {
            return 0;
        }
        int moved = 0;
        try {
            moved = connection.receive(empty);
        } finally {
            if (moved == 0) {
                connection.giveBack(empty);
            }
        }
        if (moved > 0) {
            to.write(empty);
            events().spliced(moved);
        }
        return moved;
    }

    private void write(Pipe filled) {
        pipe = filled;
        try {
            sendPipe(filled);
            if (pipe != null) {
                connection.wantOutput(true);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    @Override
    public void write(ByteBuf data) {
        try {
            if (rest == null) {
                connection.send(data);
            }
            if (data.isReadable()) {
                keep(data);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void keep(ByteBuf data) {
        if (rest == null) {
            rest = channel.alloc().directBuffer(data.readableBytes()).writeBytes(data);
            connection.wantOutput(true);
        } else {
            rest.writeBytes(data);
        }
    }

    @Override
    public void writable() {
        try {
            if (rest != null) {
                sendRest(rest);
            } else if (pipe != null) {
                sendPipe(pipe);
            }
            if (!full()) {
                allSent();
            }
        } catch (Throwable e) {
            events().failed(e);
        }
    }

    private void sendRest(ByteBuf waiting) throws IOException {
        connection.send(waiting);
        if (!waiting.isReadable()) {
            waiting.release();
            rest = null;
        }
    }

    private void sendPipe(Pipe waiting) throws IOException {
        connection.send(waiting);
        if (waiting.held() == 0) {
            connection.giveBack(waiting);
            pipe = null;
        }
    }

    private void allSent() {
        connection.wantOutput(false);
        if (finSent != null) {
            sendFin(finSent);
        } else {
            events().drained();
        }
    }

    /** All is sent at once, or waits for EPOLLOUT. */
    @Override
    public void flush() {}

    @Override
    public boolean full() {
        return rest != null || pipe != null;
    }

    @Override
    public long pendingBytes() {
        if (rest != null) {
            return rest.readableBytes();
        }
        return pipe == null ? 0 : pipe.held();
    }

    @Override
    public void endOutput(Runnable sent) {
        if (full()) {
            finSent = sent;
        } else {
            sendFin(sent);
        }
    }

    private void sendFin(Runnable sent) {
        finSent = null;
        try {
            connection.shutdownOutput();
        } catch (IOException | NotYetConnectedException e) {
            // The peer has reset the connection: epoll tells of that.
        }
        sent.run();
    }

    @Override
    public void close() {
        if (rest != null) {
            rest.release();
            rest = null;
        }
        if (pipe != null) {
            connection.giveBack(pipe);
            pipe = null;
        }
        connection.close();
    }

    @Override
    public void failed(IOException cause) {
        events().failed(cause);
    }

    private SideEvents events() {
        return Objects.requireNonNull(events, "not started");
    }
}
