package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose other side takes too long for what it began to say, or takes nothing of what it was sent. It has a timer only while there is
 * something of the kind. A peer that takes nothing is not read from meanwhile: each of its frames could ask for another one that it does not take.
 */
final class SlowPeer {

    private static final long NEVER = Long.MAX_VALUE;
    private static final int MOST_UNREAD = 256 * 1024;

    private final Http2Connection connection;
    private final Limits limits;
    private final EventLoop loop;
    private long speakingSince = NEVER;
    private long unreadSince = NEVER;
    private long takenThen;
    private @Nullable Future<?> timer;

    SlowPeer(Http2Connection connection, Limits limits, EventLoop loop) {
        this.connection = connection;
        this.limits = limits;
        this.loop = loop;
    }

    /** Looks whether there is something to wait for; to be called when that may have changed. */
    void look() {
        boolean speaking = connection.isSpeaking();
        if (speaking != (speakingSince != NEVER)) {
            speakingSince = speaking ? connection.now() : NEVER;
        }
        boolean unread = connection.output().pending() > 0;
        if (!unread) {
            unreadSince = NEVER;
        } else if (unreadSince == NEVER || connection.output().taken() > takenThen) {
            unreadSince = connection.now();
            takenThen = connection.output().taken();
        }
        if (timer == null && connection.state().isOpen() && (speakingSince != NEVER || unreadSince != NEVER)) {
            timer = loop.schedule(this::due, Math.max(1, leftNanos(connection.now())), TimeUnit.NANOSECONDS);
        }
    }

    /** Notes that the kernel was given what there is to send. */
    void flushed() {
        long pending = connection.output().pending();
        if (pending > 0) {
            look();
            if (pending >= MOST_UNREAD) {
                connection.channel().config().setAutoRead(false);
            }
        }
    }

    /** Notes that the kernel has taken enough of what waited. */
    void writable() {
        if (!connection.channel().config().isAutoRead()) {
            connection.channel().config().setAutoRead(true);
        }
    }

    private long leftNanos(long now) {
        long speaking = speakingSince == NEVER ? NEVER : limits.speakingNanos() - (now - speakingSince);
        long unread = unreadSince == NEVER ? NEVER : limits.unreadNanos() - (now - unreadSince);
        return Math.min(speaking, unread);
    }

    private void due() {
        timer = null;
        if (!connection.state().isOpen()) {
            return;
        }
        look();
        stop();
        long now = connection.now();
        if (speakingSince != NEVER && now - speakingSince >= limits.speakingNanos()) {
            connection.state().tooSlow(Abuse.SLOW_HEADERS, "what began was not ended in time");
        } else if (unreadSince != NEVER && now - unreadSince >= limits.unreadNanos()) {
            connection.state().tooSlow(Abuse.SLOW_READER, "nothing was read for too long");
        } else {
            look();
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
