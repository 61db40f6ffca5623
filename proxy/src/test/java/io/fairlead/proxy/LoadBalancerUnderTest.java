package io.fairlead.proxy;

import java.net.InetSocketAddress;

/** A load balancer that runs a configuration, seen from outside: its port, its access log, and what its health checks found. */
interface LoadBalancerUnderTest extends AutoCloseable {

    /** Returns where clients connect. */
    InetSocketAddress address();

    /** Whether the server of that name gets new connections. */
    boolean isUp(String server);

    /** Returns what made the server's health what it is, in HAProxy's words, such as {@code L4OK}; empty before its first check. */
    String lastCheck(String server);

    /** Returns how many connections that server has, those that are being established included. */
    int connections(String server);

    /** Returns how many connections wait for a server. */
    int queued();

    /** Has the server of that name get no new connections but those of clients that stick to it. */
    void drain(String server);

    /** Waits for the access log's next line. */
    TcpLogLine nextLogLine();

    /** Ends it; what it had opened is gone when this returns. */
    @Override
    void close();
}
