package io.fairlead.proxy.rpc;

import io.fairlead.proxy.tcp.Termination;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account of one RPC, or of another HTTP request, once it is over. Times are in milliseconds; -1 stands for a phase that was not reached.
 *
 * @param client where the client connected from
 * @param began when its metadata had come
 * @param listener the listener's name
 * @param backend the backend's name
 * @param server the server's name, {@code null} where none was picked
 * @param method its {@code :method}, for gRPC {@code POST}, as the client sent it
 * @param path its {@code :path}, for gRPC {@code /service/method}, as the client sent it; what is beyond 1024 characters of both together is cut off
 * @param grpc whether its content type says that it is gRPC
 * @param answered whether a server answered it
 * @param waitMillis how long it waited for a place on a server, HAProxy's {@code Tw}
 * @param connectMillis how long it waited then for a stream of a connection to that server, HAProxy's {@code Tc}
 * @param responseMillis how long the server took then to begin its answer, HAProxy's {@code Tr}
 * @param totalMillis all of it, HAProxy's {@code Ta}
 * @param bytesToServer bytes of its messages that the client sent, their prefixes of 5 bytes included
 * @param bytesToClient the same of what the client was sent
 * @param messagesToServer messages that the client sent
 * @param messagesToClient messages that the client was sent
 * @param httpStatus the HTTP status that the client was sent; -1 for none
 * @param grpcStatus the gRPC status code that the client was sent; -1 for none
 * @param termination how it ended
 * @param processConnections connections of the process when it ended
 * @param listenerConnections connections of the listener when it ended
 * @param backendRpcs RPCs of the backend when it ended, this one not included
 * @param serverRpcs RPCs of the server when it ended, this one not included
 * @param retries how often it was tried again
 * @param redispatched whether a retry went to another server
 * @param serverQueue its place in the queue of a server, as in {@link io.fairlead.proxy.tcp.ConnectionRecord}
 * @param backendQueue the same of the backend's queue
 */
public record RpcRecord(
        InetSocketAddress client,
        Instant began,
        String listener,
        String backend,
        @Nullable String server,
        String method,
        String path,
        boolean grpc,
        boolean answered,
        long waitMillis,
        long connectMillis,
        long responseMillis,
        long totalMillis,
        long bytesToServer,
        long bytesToClient,
        long messagesToServer,
        long messagesToClient,
        int httpStatus,
        int grpcStatus,
        Termination termination,
        int processConnections,
        int listenerConnections,
        int backendRpcs,
        int serverRpcs,
        int retries,
        boolean redispatched,
        int serverQueue,
        int backendQueue) {

    /** HAProxy's {@code tune.http.logurilen}. */
    private static final int LONGEST_REQUEST = 1024;

    /** Creates one that holds no more of a long request than a log shows. */
    public RpcRecord {
        method = start(method, LONGEST_REQUEST);
        path = start(path, LONGEST_REQUEST - method.length());
    }

    private static String start(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
