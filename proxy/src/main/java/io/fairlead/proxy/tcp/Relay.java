package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.proxy.transport.RelayStats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.Ticker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way of the bytes between the two sides of a session. All is called on its event loop.
 *
 * <p>Until the server is connected one read's worth of what the client sends is held; the rest waits in the kernel. From then on a side
 * is read from as long as the other one takes what it is given. A FIN is passed on behind the data, so each direction ends on its own.
 */
final class Relay {

    private final Side client;
    private final SessionAccount account;
    private final RelayStats stats;
    private final Ticker ticker;
    private final Runnable ended;
    private @Nullable Side server;
    private @Nullable ByteBuf early;
    private boolean answered = true;
    private boolean closed;

    /**
     * Creates a relay whose server is not connected yet.
     *
     * @param stats counts by the way that bytes go
     * @param ended is called when both directions have ended
     */
    Relay(Side client, SessionAccount account, RelayStats stats, Ticker ticker, Runnable ended) {
        this.client = client;
        this.account = account;
        this.stats = stats;
        this.ticker = ticker;
        this.ended = ended;
    }

    /**
     * Relays to {@code connected} from now on, what the client sent before first. The server may have reset the connection by now: then
     * the write fails at once, and the relay is {@link #closed} when this returns.
     */
    void serverConnected(Side connected, DataPath path) {
        server = connected;
        if (closed) {
            return;
        }
        long now = ticker.nanoTime();
        client.moved(now);
        connected.moved(now);
        client.relayTo(connected, path);
        connected.relayTo(client, path);
        sendEarly(connected);
        if (closed) {
            return;
        }
        if (client.hasInputEnded()) {
            connected.endOutput(this::endIfBothEnded);
        }
        client.resumeReading();
    }

    /** What was written to the server before, a PROXY header, goes with it. */
    private void sendEarly(Side to) {
        ByteBuf data = early;
        if (data != null) {
            early = null;
            to.write(data);
            data.release();
        }
        to.flush();
    }

    /** Takes what {@code from} has sent; {@code data} is its caller's again when this returns. */
    void read(Side from, ByteBuf data) {
        Side to = other(from);
        if (closed || !from.reading()) {
            // Netty reads from a paused channel only when it was reset, which is told next.
            return;
        }
        if (to == null) {
            count(from, data.readableBytes());
            stats.copied().add(data.readableBytes());
            client.pauseReading();
            early = ByteBufAllocator.DEFAULT.directBuffer(data.readableBytes()).writeBytes(data);
        } else {
            count(from, data.readableBytes());
            stats.copied().add(data.readableBytes());
            to.write(data);
            pauseIfFull(from, to);
        }
    }

    /** Notes that {@code bytes} of what {@code from} sent went to the other side without a copy. */
    void spliced(Side from, int bytes) {
        Side to = Objects.requireNonNull(other(from));
        count(from, bytes);
        stats.spliced().add(bytes);
        to.spliced(bytes);
        pauseIfFull(from, to);
    }

    private void count(Side from, int bytes) {
        answered = from != client;
        if (answered) {
            account.serverSent(bytes);
        } else {
            account.clientSent(bytes);
        }
    }

    private static void pauseIfFull(Side from, Side to) {
        if (to.full()) {
            from.pauseReading();
        }
    }

    void readComplete(Side from) {
        Side to = other(from);
        if (to != null) {
            to.flush();
            long now = ticker.nanoTime();
            from.moved(now);
            if (to.allSent()) {
                to.moved(now);
            }
        }
    }

    void writabilityChanged(Side side) {
        Side from = other(side);
        if (from != null && !side.full()) {
            side.moved(ticker.nanoTime());
            from.resumeReading();
        }
    }

    void inputEnded(Side from) {
        from.inputEnded();
        answered = from != client;
        Side to = other(from);
        if (to == null) {
            return;
        }
        if (from.hasOutputEnded() && to.allSent()) {
            // Both have ended, and closing sends the last FIN: nobody has to ask for it before.
            ended.run();
        } else {
            to.endOutput(this::endIfBothEnded);
        }
    }

    private void endIfBothEnded() {
        if (client.hasOutputEnded() && server != null && server.hasOutputEnded()) {
            ended.run();
        }
    }

    /** Returns when, in nanoseconds, a byte was last seen to move on either side. */
    long lastMove() {
        long now = ticker.nanoTime();
        long ofClient = client.lastMove(now);
        return server == null ? ofClient : Math.max(ofClient, server.lastMove(now));
    }

    /** Whether the server was the last to send, and all has arrived: it seems that nobody waits for anything. */
    boolean settled() {
        return answered && client.allDelivered() && (server == null || server.allDelivered());
    }

    /** Makes {@link #close} a reset of both sides. */
    void resetOnClose() {
        client.resetOnClose();
        if (server != null) {
            server.resetOnClose();
        }
    }

    /** Makes {@link #close} a reset of the side that is not {@code side}. */
    void resetOtherOnClose(Side side) {
        Side other = other(side);
        if (other != null) {
            other.resetOnClose();
        }
    }

    /** Closes both sides; what still waits to be sent is lost. */
    void close() {
        closed = true;
        if (early != null) {
            early.release();
            early = null;
        }
        client.close();
        if (server != null) {
            server.close();
        }
    }

    boolean closed() {
        return closed;
    }

    private @Nullable Side other(Side side) {
        return side == client ? server : client;
    }
}
