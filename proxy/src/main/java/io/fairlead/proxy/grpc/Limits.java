package io.fairlead.proxy.grpc;

import io.fairlead.api.v1alpha1.ListenerHttp2;
import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ConnectionFault;
import io.fairlead.proxy.http2.ErrorCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the other side of one connection may do, and how much of it it has done. What is too much ends the connection. */
final class Limits {

    private static final int AT_ONCE = 2;
    private static final int WINDOW_UPDATES_FOR_DATA = 2;
    private static final int PINGS_FOR_DATA = 1;
    private static final Duration LONGEST_UNREAD = Duration.ofSeconds(60);

    private final ListenerHttp2 config;
    private final Duration longestUnread;
    private final RateBudget controlFrames;
    private final RateBudget windowUpdates;
    private final RateBudget resets;

    /**
     * Creates those of a connection that is new.
     *
     * @param longestUnread how long it may take nothing of what it was sent; {@code null}: a minute
     */
    Limits(ListenerHttp2 config, @Nullable Duration longestUnread, long nowNanos) {
        this.config = config;
        this.longestUnread = longestUnread == null ? LONGEST_UNREAD : longestUnread;
        int frames = config.maxControlFramesPerSecondOrDefault();
        int perSecond = config.maxResetsPerSecondOrDefault();
        controlFrames = new RateBudget(frames, AT_ONCE * frames, nowNanos);
        windowUpdates = new RateBudget(frames, AT_ONCE * frames, nowNanos);
        resets = new RateBudget(
                perSecond, AT_ONCE * Math.max(perSecond, config.maxConcurrentStreamsOrDefault()), nowNanos);
    }

    int maxConcurrentStreams() {
        return config.maxConcurrentStreamsOrDefault();
    }

    int maxHeaderListSize() {
        return config.maxHeaderListSizeOrDefault();
    }

    int maxHeaders() {
        return config.maxHeadersOrDefault();
    }

    /** Returns how long it may take to say what it began to say, in nanoseconds. */
    long speakingNanos() {
        return config.headersTimeoutOrDefault().toNanos();
    }

    /** Returns how long it may take nothing of what it was sent, in nanoseconds. */
    long unreadNanos() {
        return TimeUnit.MILLISECONDS.toNanos(longestUnread.toMillis());
    }

    /** Notes a frame that carries nothing of an RPC. */
    void controlFrame(Abuse kind, long nowNanos) {
        if (!controlFrames.take(nowNanos)) {
            throw new ConnectionFault(ErrorCode.ENHANCE_YOUR_CALM, kind, "too many frames that carry nothing");
        }
    }

    /** Notes a WINDOW_UPDATE: a few are due for each DATA frame that it was sent. */
    void windowUpdate(long nowNanos) {
        if (!windowUpdates.take(nowNanos)) {
            throw new ConnectionFault(
                    ErrorCode.ENHANCE_YOUR_CALM, Abuse.WINDOW_UPDATES, "too many frames that change windows");
        }
    }

    /** Notes that it was sent a DATA frame, for which gRPC libraries send a PING to measure the path. */
    void sentData() {
        controlFrames.give(PINGS_FOR_DATA);
        windowUpdates.give(WINDOW_UPDATES_FOR_DATA);
    }

    /** Notes that it reset a stream, or had it reset by a fault. */
    void reset(long nowNanos) {
        if (!resets.take(nowNanos)) {
            throw new ConnectionFault(ErrorCode.ENHANCE_YOUR_CALM, Abuse.RESETS, "too many streams were reset");
        }
    }
}
