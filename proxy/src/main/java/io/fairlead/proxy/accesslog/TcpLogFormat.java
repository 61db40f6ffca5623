package io.fairlead.proxy.accesslog;

import io.fairlead.proxy.tcp.ConnectionRecord;
import java.time.ZoneId;

/**
 * The line of HAProxy's {@code option tcplog} for a connection, from the client's address on:
 * {@code %ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq}. Only one thread may use it at a time.
 */
public final class TcpLogFormat {

    private final LogFields fields;

    /**
     * Creates a format.
     *
     * @param zone the zone of the time of accept, which the line itself does not name
     */
    public TcpLogFormat(ZoneId zone) {
        fields = new LogFields(zone);
    }

    /** Appends the line, without an end of line. */
    public void append(ConnectionRecord connection, StringBuilder line) {
        LogFields.appendClient(connection.client(), line);
        fields.appendTime(connection.accepted(), line);
        LogFields.appendRoute(connection.listener(), connection.backend(), connection.server(), line);
        appendTimes(connection, line);
        line.append(' ').append(connection.bytesToClient());
        line.append(' ').append(connection.termination().letters());
        LogFields.appendCounts(
                connection.processConnections(),
                connection.listenerConnections(),
                connection.backendConnections(),
                connection.serverConnections(),
                line);
        LogFields.appendRetries(connection.retries(), connection.redispatched(), line);
        LogFields.appendQueues(connection.serverQueue(), connection.backendQueue(), line);
    }

    private static void appendTimes(ConnectionRecord connection, StringBuilder line) {
        line.append(' ').append(connection.waitMillis());
        line.append('/').append(connection.connectMillis());
        line.append('/').append(connection.totalMillis());
    }
}
