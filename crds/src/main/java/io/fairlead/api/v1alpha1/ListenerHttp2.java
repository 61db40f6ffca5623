package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one client's HTTP/2 connection may do.
 *
 * @param maxConcurrentStreams how many RPCs it may have at a time; further ones are refused, and its client may send them again. Omitted: 100
 * @param maxHeaderListSize how many bytes the metadata of an RPC may have, counted as in RFC 9113, 6.5.2; an RPC with more is
 *     refused, which ends no connection. Omitted: 16384
 * @param maxHeaders how many fields it may have, likewise; omitted: 101
 * @param headersTimeout how long a client may take to say that it speaks HTTP/2, and for the metadata of an RPC once they began; omitted: 10s
 * @param maxResetsPerSecond how many streams it may reset, or have reset by its faults, a second over a while, and twice as many at once; a client
 *     that does more loses its connection. Omitted: 100
 * @param maxControlFramesPerSecond how many frames that carry nothing of an RPC it may send a second over a while, and twice as
 *     many at once, likewise; omitted: 500
 * @param keepAlive PINGs to clients; omitted: none
 */
public record ListenerHttp2(
        @Nullable @Min(1) @Max(100_000) @Haproxy("tune.h2.fe.max-concurrent-streams")
        Integer maxConcurrentStreams,

        @Nullable @Min(1024) @Max(1_048_576) @Haproxy(Haproxy.NONE)
        Integer maxHeaderListSize,

        @Nullable @Min(16) @Max(10_000) @Haproxy("tune.http.maxhdr")
        Integer maxHeaders,

        @Nullable @DurationString @Haproxy("timeout http-request")
        Duration headersTimeout,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy(Haproxy.NONE)
        Integer maxResetsPerSecond,

        @Nullable @Min(10) @Max(1_000_000) @Haproxy("tune.h2.fe.glitches-threshold")
        Integer maxControlFramesPerSecond,

        @Nullable @Haproxy(Haproxy.NONE) KeepAlive keepAlive) {

    static final ListenerHttp2 DEFAULT = new ListenerHttp2(null, null, null, null, null, null, null);

    private static final int DEFAULT_MAX_CONCURRENT_STREAMS = 100;
    private static final int DEFAULT_MAX_HEADER_LIST_SIZE = 16_384;
    private static final int DEFAULT_MAX_HEADERS = 101;
    private static final Duration DEFAULT_HEADERS_TIMEOUT = Duration.ofSeconds(10);
    private static final int DEFAULT_MAX_RESETS_PER_SECOND = 100;
    private static final int DEFAULT_MAX_CONTROL_FRAMES_PER_SECOND = 500;

    public int maxConcurrentStreamsOrDefault() {
        return maxConcurrentStreams == null ? DEFAULT_MAX_CONCURRENT_STREAMS : maxConcurrentStreams;
    }

    public int maxHeaderListSizeOrDefault() {
        return maxHeaderListSize == null ? DEFAULT_MAX_HEADER_LIST_SIZE : maxHeaderListSize;
    }

    public int maxHeadersOrDefault() {
        return maxHeaders == null ? DEFAULT_MAX_HEADERS : maxHeaders;
    }

    public Duration headersTimeoutOrDefault() {
        return headersTimeout == null ? DEFAULT_HEADERS_TIMEOUT : headersTimeout;
    }

    public int maxResetsPerSecondOrDefault() {
        return maxResetsPerSecond == null ? DEFAULT_MAX_RESETS_PER_SECOND : maxResetsPerSecond;
    }

    public int maxControlFramesPerSecondOrDefault() {
        return maxControlFramesPerSecond == null ? DEFAULT_MAX_CONTROL_FRAMES_PER_SECOND : maxControlFramesPerSecond;
    }
}
