package io.fairlead.proxy.rpc;

import io.fairlead.proxy.tcp.Termination;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes records of RPCs for tests: an ordinary unary call, of which a test changes what it is about. */
public final class RpcRecordBuilder {

    private InetSocketAddress client = new InetSocketAddress("10.0.1.2", 33313);
    private Instant began = Instant.parse("2026-11-22T10:15:42.123Z");
    private String listener = "grpc";
    private String backend = "echo";
    private @Nullable String server = "srv1";
    private String method = "POST";
    private String path = "/echo.Echo/Say";
    private boolean grpc = true;
    private boolean answered = true;
    private long waitMillis;
    private long connectMillis = 1;
    private long responseMillis = 12;
    private long totalMillis = 15;
    private long bytesToServer = 93;
    private long bytesToClient = 212;
    private long messagesToServer = 1;
    private long messagesToClient = 1;
    private int httpStatus = 200;
    private int grpcStatus;
    private Termination termination = Termination.NORMAL;
    private int retries;
    private boolean redispatched;
    private int serverQueue;
    private int backendQueue;

    public RpcRecordBuilder client(InetSocketAddress client) {
        this.client = client;
        return this;
    }

    public RpcRecordBuilder began(Instant began) {
        this.began = began;
        return this;
    }

    public RpcRecordBuilder route(String listener, String backend) {
        this.listener = listener;
        this.backend = backend;
        return this;
    }

    /** Has no server been picked, and the proxy answered. */
    public RpcRecordBuilder noServer() {
        server = null;
        answered = false;
        connectMillis = -1;
        responseMillis = -1;
        return this;
    }

    public RpcRecordBuilder request(String method, String path) {
        this.method = method;
        this.path = path;
        return this;
    }

    public RpcRecordBuilder path(String path) {
        return request(method, path);
    }

    /** Has it be an HTTP request that is not gRPC, with that status. */
    public RpcRecordBuilder plainHttp(int status) {
        grpc = false;
        httpStatus = status;
        grpcStatus = -1;
        messagesToServer = 0;
        messagesToClient = 0;
        return this;
    }

    public RpcRecordBuilder answered(boolean answered) {
        this.answered = answered;
        return this;
    }

    public RpcRecordBuilder times(long waitMillis, long connectMillis, long responseMillis, long totalMillis) {
        this.waitMillis = waitMillis;
        this.connectMillis = connectMillis;
        this.responseMillis = responseMillis;
        this.totalMillis = totalMillis;
        return this;
    }

    public RpcRecordBuilder bytes(long toServer, long toClient) {
        bytesToServer = toServer;
        bytesToClient = toClient;
        return this;
    }

    public RpcRecordBuilder messages(long toServer, long toClient) {
        messagesToServer = toServer;
        messagesToClient = toClient;
        return this;
    }

    public RpcRecordBuilder status(int httpStatus, int grpcStatus) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
        return this;
    }

    public RpcRecordBuilder grpcStatus(int grpcStatus) {
        return status(httpStatus, grpcStatus);
    }

    public RpcRecordBuilder termination(Termination termination) {
        this.termination = termination;
        return this;
    }

    public RpcRecordBuilder retries(int retries, boolean redispatched) {
        this.retries = retries;
        this.redispatched = redispatched;
        return this;
    }

    public RpcRecordBuilder queued(int serverQueue, int backendQueue) {
        this.serverQueue = serverQueue;
        this.backendQueue = backendQueue;
        return this;
    }

    public RpcRecord build() {
        return new RpcRecord(
                client,
                began,
                listener,
                backend,
                server,
                method,
                path,
                grpc,
                answered,
                waitMillis,
                connectMillis,
                responseMillis,
                totalMillis,
                bytesToServer,
                bytesToClient,
                messagesToServer,
                messagesToClient,
                httpStatus,
                grpcStatus,
                termination,
                9,
                8,
                7,
                3,
                retries,
                redispatched,
                serverQueue,
                backendQueue);
    }
}
