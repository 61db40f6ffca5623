package io.fairlead.proxy.accesslog;

import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.ConnectionRecord;
import java.time.ZoneId;

/** The line for a connection or an RPC, whichever a record is of. Only one thread may use it at a time. */
final class LogFormat {

    private final TcpLogFormat connections;
    private final HttpLogFormat rpcs;

    LogFormat(ZoneId zone) {
        connections = new TcpLogFormat(zone);
        rpcs = new HttpLogFormat(zone);
    }

    /** Appends the line, without an end of line. */
    void append(Record ended, StringBuilder line) {
        switch (ended) {
            case ConnectionRecord connection -> connections.append(connection, line);
            case RpcRecord rpc -> rpcs.append(rpc, line);
            default -> throw new IllegalArgumentException(ended + " (expected: a connection or an RPC)");
        }
    }
}
