package io.fairlead.proxy.tcp;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes connection records for tests: an ordinary connection, of which a test changes what it is about. */
public final class ConnectionRecordBuilder {

    private InetSocketAddress client = new InetSocketAddress("10.0.1.2", 33313);
    private Instant accepted = Instant.parse("2026-11-22T10:15:42.123Z");
    private String listener = "grpc";
    private String backend = "echo";
    private @Nullable String server = "srv1";
    private long connectMillis = 1;
    private long bytesToServer = 93;
    private Termination termination = Termination.NORMAL;
    private int retries;
    private boolean redispatched;
    private long waitMillis;
    private int serverQueue;
    private int backendQueue;
    private long rpcs = ConnectionRecord.NOT_LOOKED_AT;

    public ConnectionRecordBuilder client(InetSocketAddress client) {
        this.client = client;
        return this;
    }

    public ConnectionRecordBuilder accepted(Instant accepted) {
        this.accepted = accepted;
        return this;
    }

    public ConnectionRecordBuilder route(String listener, String backend) {
        this.listener = listener;
        this.backend = backend;
        return this;
    }

    public ConnectionRecordBuilder noServer() {
        this.server = null;
        this.connectMillis = -1;
        return this;
    }

    public ConnectionRecordBuilder bytesToServer(long bytesToServer) {
        this.bytesToServer = bytesToServer;
        return this;
    }

    public ConnectionRecordBuilder termination(Termination termination) {
        this.termination = termination;
        return this;
    }

    public ConnectionRecordBuilder retries(int retries) {
        this.retries = retries;
        return this;
    }

    public ConnectionRecordBuilder redispatched() {
        this.redispatched = true;
        return this;
    }

    public ConnectionRecordBuilder queued(long waitMillis, int serverQueue, int backendQueue) {
        this.waitMillis = waitMillis;
        this.serverQueue = serverQueue;
        this.backendQueue = backendQueue;
        return this;
    }

    /** Has it be a connection of mode GRPC on which so many RPCs came. */
    public ConnectionRecordBuilder rpcs(long rpcs) {
        this.rpcs = rpcs;
        return this;
    }

    public ConnectionRecord build() {
        return new ConnectionRecord(
                client,
                accepted,
                listener,
                backend,
                server,
                waitMillis,
                connectMillis,
                5007,
                bytesToServer,
                212,
                termination,
                9,
                8,
                7,
                3,
                retries,
                redispatched,
                serverQueue,
                backendQueue,
                rpcs);
    }
}
