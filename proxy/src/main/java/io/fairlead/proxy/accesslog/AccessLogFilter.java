package io.fairlead.proxy.accesslog;

import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.proxy.tcp.ConnectionListener;
import io.fairlead.proxy.tcp.ConnectionRecord;
import org.jspecify.annotations.Nullable;

/** Passes on those connections that the current configuration wants in the access log. */
public final class AccessLogFilter implements ConnectionListener {

    private final ConnectionListener next;

    /** Written by the control thread, read by the event loops. */
    private volatile @Nullable AccessLog config;

    /** Creates a filter that passes nothing on until it is configured. */
    public AccessLogFilter(ConnectionListener next) {
        this.next = next;
    }

    /** Sets what is logged from now on; {@code null}: nothing. */
    public void configure(@Nullable AccessLog config) {
        this.config = config;
    }

    @Override
    public void closed(ConnectionRecord connection) {
        if (isWanted(connection, config)) {
            next.closed(connection);
        }
    }

    private static boolean isWanted(ConnectionRecord connection, @Nullable AccessLog config) {
        if (config == null || !config.enabledOrDefault()) {
            return false;
        }
        return !config.ignoreNullOrDefault() || connection.bytesToServer() > 0;
    }
}
