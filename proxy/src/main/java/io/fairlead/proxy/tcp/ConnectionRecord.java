package io.fairlead.proxy.tcp;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account of one client's connection once it is over. Times are in milliseconds; -1 stands for a phase that was not reached.
 *
 * @param client where the client connected from
 * @param accepted when it was accepted
 * @param listener the listener's name
 * @param backend the backend's name
 * @param server the server's name, {@code null} where none was picked
 * @param waitMillis how long it waited for a place on a server, HAProxy's {@code Tw}
 * @param connectMillis how long connecting to the server took, retries included, HAProxy's {@code Tc}
 * @param totalMillis from accept to close, HAProxy's {@code Tt}
 * @param bytesToServer what the client sent and the server was sent
 * @param bytesToClient what the server sent and the client was sent
 * @param termination how it ended
 * @param processConnections connections of the process when it ended, this one included
 * @param listenerConnections connections of the listener when it ended, this one included
 * @param backendConnections connections of the backend when it ended, this one not included
 * @param serverConnections connections of the server when it ended, this one not included
 * @param retries how often connecting was tried again
 * @param redispatched whether a retry went to another server
 * @param serverQueue its place in the queue of a server, 1 for the first, that of each queue that it was in added; 0 where it was in none
 * @param backendQueue the same of the backend's queue
 * @param rpcs how many RPCs came on it, each of which has an {@link io.fairlead.proxy.rpc.RpcRecord} of its own; {@link #NOT_LOOKED_AT} in
 *     mode TCP
 */
public record ConnectionRecord(
        InetSocketAddress client,
        Instant accepted,
        String listener,
        String backend,
        @Nullable String server,
        long waitMillis,
        long connectMillis,
        long totalMillis,
        long bytesToServer,
        long bytesToClient,
        Termination termination,
        int processConnections,
        int listenerConnections,
        int backendConnections,
        int serverConnections,
        int retries,
        boolean redispatched,
        int serverQueue,
        int backendQueue,
        long rpcs) {

    /** Stands for RPCs that nobody counts, since the listener passes on bytes. */
    public static final long NOT_LOOKED_AT = -1;
}
