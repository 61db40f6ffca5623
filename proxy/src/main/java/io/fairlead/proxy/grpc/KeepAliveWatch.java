package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.FrameWriter;
import io.fairlead.proxy.tcp.MovingDeadline;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends a PING where nothing came for a while, and ends the connection where it is not answered (gRFC A8, "Client-side keepalive", and A9 for the
 * server's).
 */
final class KeepAliveWatch {

    private final Http2Connection connection;
    private final long timeNanos;
    private final long timeoutNanos;
    private final boolean onlyWithStreams;
    private final MovingDeadline deadline;
    private long sentNanos;
    private boolean awaited;

    /**
     * Creates one that has not started.
     *
     * @param onlyWithStreams whether a connection without streams is left alone
     */
    KeepAliveWatch(Http2Connection connection, Duration time, Duration timeout, boolean onlyWithStreams) {
        this.connection = connection;
        this.onlyWithStreams = onlyWithStreams;
        timeNanos = time.toNanos();
        timeoutNanos = timeout.toNanos();
        deadline = connection.deadline(this::leftNanos, this::unanswered);
    }

    void start() {
        deadline.watch();
    }

    /** Returns after how long to look again; 0 where the answer did not come in time. */
    private long leftNanos() {
        long now = connection.now();
        if (awaited) {
            return timeoutNanos - (now - sentNanos);
        }
        long quiet = now - connection.receivedNanos();
        if (quiet < timeNanos) {
            return timeNanos - quiet;
        }
        if (onlyWithStreams && connection.exchangeCount() == 0) {
            return timeNanos;
        }
        awaited = true;
        sentNanos = now;
        FrameWriter.ping(
                connection.output().frames(), ThreadLocalRandom.current().nextLong(), false);
        return timeoutNanos;
    }

    private void unanswered() {
        connection.silent();
    }

    /** Notes that a PING was answered. */
    void acknowledged() {
        awaited = false;
    }

    void stop() {
        deadline.stop();
    }
}
