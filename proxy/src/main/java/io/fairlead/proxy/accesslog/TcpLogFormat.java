package io.fairlead.proxy.accesslog;

import io.fairlead.proxy.tcp.ConnectionRecord;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The line of HAProxy's {@code option tcplog} for a connection, from the client's address on:
 * {@code %ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq}. Only one thread may use it at a time.
 */
public final class TcpLogFormat {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss", Locale.ENGLISH);

    private final ZoneId zone;

    /** The second of the epoch that {@link #formatted} shows: most connections of a batch began in few seconds. */
    private long second = Long.MIN_VALUE;

    private String formatted = "";

    /**
     * Creates a format.
     *
     * @param zone the zone of the time of accept, which the line itself does not name
     */
    public TcpLogFormat(ZoneId zone) {
        this.zone = zone;
    }

    /** Appends the line, without an end of line. */
    public void append(ConnectionRecord connection, StringBuilder line) {
        appendClient(connection.client(), line);
        appendAccepted(connection.accepted(), line);
        appendRoute(connection, line);
        appendTimes(connection, line);
        line.append(' ').append(connection.bytesToClient());
        line.append(' ').append(connection.termination().letters());
        appendCounts(connection, line);
        line.append(' ').append(connection.serverQueue());
        line.append('/').append(connection.backendQueue());
    }

    /** An IPv6 address has no brackets, as in HAProxy's log: the port follows the last colon. */
    private static void appendClient(InetSocketAddress client, StringBuilder line) {
        InetAddress address = client.getAddress();
        if (address instanceof Inet4Address) {
            appendDotted(address.getAddress(), line);
        } else {
            line.append(NetUtil.toAddressString(address));
        }
        line.append(':').append(client.getPort());
    }

    private static void appendDotted(byte[] address, StringBuilder line) {
        for (int i = 0; i < address.length; i++) {
            line.append(i == 0 ? "" : ".").append(address[i] & 0xff);
        }
    }

    private void appendAccepted(Instant accepted, StringBuilder line) {
        if (accepted.getEpochSecond() != second) {
            second = accepted.getEpochSecond();
            formatted = SECOND.format(accepted.atZone(zone));
        }
        int millis = accepted.getNano() / 1_000_000;
        line.append(" [").append(formatted).append('.');
        line.append((char) ('0' + millis / 100));
        line.append((char) ('0' + millis / 10 % 10));
        line.append((char) ('0' + millis % 10)).append(']');
    }

    private static void appendRoute(ConnectionRecord connection, StringBuilder line) {
        String server = connection.server();
        line.append(' ').append(connection.listener());
        line.append(' ').append(connection.backend());
        line.append('/').append(server == null ? "<NOSRV>" : server);
    }

    private static void appendTimes(ConnectionRecord connection, StringBuilder line) {
        line.append(' ').append(connection.waitMillis());
        line.append('/').append(connection.connectMillis());
        line.append('/').append(connection.totalMillis());
    }

    private static void appendCounts(ConnectionRecord connection, StringBuilder line) {
        line.append(' ').append(connection.processConnections());
        line.append('/').append(connection.listenerConnections());
        line.append('/').append(connection.backendConnections());
        line.append('/').append(connection.serverConnections());
        line.append('/').append(connection.redispatched() ? "+" : "").append(connection.retries());
    }
}
