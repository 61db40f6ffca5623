package io.fairlead.proxy.accesslog;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields that the lines of connections and of RPCs have in common. Only one thread may use it at a time. */
final class LogFields {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss", Locale.ENGLISH);

    private final ZoneId zone;

    /** The second of the epoch that {@link #formatted} shows: most records of a batch began in few seconds. */
    private long second = Long.MIN_VALUE;

    private String formatted = "";

    LogFields(ZoneId zone) {
        this.zone = zone;
    }

    /** Appends {@code %ci:%cp}; an IPv6 address has no brackets, as in HAProxy's log: the port follows the last colon. */
    static void appendClient(InetSocketAddress client, StringBuilder line) {
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

    /** Appends {@code [%t]}. */
    void appendTime(Instant time, StringBuilder line) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            formatted = SECOND.format(time.atZone(zone));
        }
        int millis = time.getNano() / 1_000_000;
        line.append(" [").append(formatted).append('.');
        line.append((char) ('0' + millis / 100));
        line.append((char) ('0' + millis / 10 % 10));
        line.append((char) ('0' + millis % 10)).append(']');
    }

    /** Appends {@code %ft %b/%s}. */
    static void appendRoute(String listener, String backend, @Nullable String server, StringBuilder line) {
        line.append(' ').append(listener);
        line.append(' ').append(backend);
        line.append('/').append(server == null ? "<NOSRV>" : server);
    }

    /** Appends {@code %ac/%fc/%bc/%sc}. */
    static void appendCounts(int process, int listener, int backend, int server, StringBuilder line) {
        line.append(' ').append(process);
        line.append('/').append(listener);
        line.append('/').append(backend);
        line.append('/').append(server);
    }

    /** Appends {@code /%rc}. */
    static void appendRetries(int retries, boolean redispatched, StringBuilder line) {
        line.append('/').append(redispatched ? "+" : "").append(retries);
    }

    /** Appends {@code %sq/%bq}. */
    static void appendQueues(int server, int backend, StringBuilder line) {
        line.append(' ').append(server).append('/').append(backend);
    }
}
