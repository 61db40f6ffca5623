package io.fairlead.proxy.accesslog;

import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.proxy.rpc.RpcListener;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.ConnectionListener;
import io.fairlead.proxy.tcp.ConnectionRecord;
import org.jspecify.annotations.Nullable;

/**
 * Passes on those connections and RPCs that the current configuration wants in the access log. In mode GRPC that is each RPC, and of
 * connections those alone that came to grief before there was any RPC to tell of it.
 */
public final class AccessLogFilter implements ConnectionListener, RpcListener {

    private final ConnectionListener connections;
    private final RpcListener rpcs;

    /** Written by the control thread, read by the event loops. */
    private volatile @Nullable AccessLog config;

    /** Creates a filter that passes nothing on until it is configured. */
    public AccessLogFilter(ConnectionListener connections, RpcListener rpcs) {
        this.connections = connections;
        this.rpcs = rpcs;
    }

    /** Sets what is logged from now on; {@code null}: nothing. */
    public void configure(@Nullable AccessLog config) {
        this.config = config;
    }

    @Override
    public void closed(ConnectionRecord connection) {
        AccessLog current = config;
        if (current != null && current.enabledOrDefault() && isWanted(connection, current.ignoreNullOrDefault())) {
            connections.closed(connection);
        }
    }

    @Override
    public void ended(RpcRecord rpc) {
        AccessLog current = config;
        if (current != null && current.enabledOrDefault()) {
            rpcs.ended(rpc);
        }
    }

    private static boolean isWanted(ConnectionRecord connection, boolean ignoreNull) {
        if (ignoreNull && connection.bytesToServer() == 0) {
            return false;
        }
        return switch (connection.termination()) {
            case NORMAL, LIFETIME_DATA -> connection.rpcs() == ConnectionRecord.NOT_LOOKED_AT;
            default -> connection.rpcs() <= 0;
        };
    }
}
