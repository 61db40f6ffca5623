package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * How RPCs share connections to a backend's servers, and what those may do.
 *
 * @param maxConnections how many connections each event loop has to a server at most; a further one is made only where the server allows no further
 *     stream on those that there are. Omitted: 4
 * @param maxHeaderListSize how many bytes the metadata of an answer, and its trailers, may have, counted as in RFC 9113, 6.5.2; an RPC whose answer has
 *     more fails, which ends no connection. Omitted: 16384
 * @param keepAlive PINGs to servers that have RPCs. A gRPC server ends connections that send them more often than it permits, which is every 5 minutes unless it is
 *     told otherwise. Omitted: none
 */
@Haproxy(Haproxy.NONE)
public record BackendHttp2(
        @Nullable @Min(1) @Max(100) Integer maxConnections,
        @Nullable @Min(1024) @Max(1_048_576) Integer maxHeaderListSize,
        @Nullable KeepAlive keepAlive) {

    static final BackendHttp2 DEFAULT = new BackendHttp2(null, null, null);

    private static final int DEFAULT_MAX_CONNECTIONS = 4;
    private static final int DEFAULT_MAX_HEADER_LIST_SIZE = 16_384;

    public int maxConnectionsOrDefault() {
        return maxConnections == null ? DEFAULT_MAX_CONNECTIONS : maxConnections;
    }

    public int maxHeaderListSizeOrDefault() {
        return maxHeaderListSize == null ? DEFAULT_MAX_HEADER_LIST_SIZE : maxHeaderListSize;
    }
}
