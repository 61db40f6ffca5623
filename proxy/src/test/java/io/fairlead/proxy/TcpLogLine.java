package io.fairlead.proxy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of HAProxy's {@code option tcplog}.
 *
 * @param client {@code %ci:%cp}
 * @param frontend {@code %ft}
 * @param server {@code %b/%s}
 * @param waitMillis {@code %Tw}, -1 where the phase was not reached, as the next one
 * @param connectMillis {@code %Tc}
 * @param totalMillis {@code %Tt}
 * @param bytes {@code %B}
 * @param termination {@code %ts}
 * @param connections {@code %ac/%fc/%bc/%sc}
 * @param retries {@code %rc}
 * @param queues {@code %sq/%bq}
 */
record TcpLogLine(
        String client,
        String frontend,
        String server,
        long waitMillis,
        long connectMillis,
        long totalMillis,
        long bytes,
        String termination,
        String connections,
        String retries,
        String queues) {

    private static final Pattern FORMAT =
            Pattern.compile("(?<client>127[.0-9]+:\\d+) \\[[^]]+] (?<frontend>\\S+) (?<server>\\S+/\\S+)"
                    + " (?<wait>-?\\d+)/(?<connect>-?\\d+)/(?<total>\\d+) (?<bytes>\\d+) (?<termination>\\S\\S)"
                    + " (?<connections>\\d+/\\d+/\\d+/\\d+)/(?<retries>\\+?\\d+) (?<queues>\\d+/\\d+)");

    /** Reads a line; empty where it is another one, such as that a server went down. */
    static Optional<TcpLogLine> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
    }

    private static TcpLogLine of(Matcher matcher) {
        return new TcpLogLine(
                matcher.group("client"),
                matcher.group("frontend"),
                matcher.group("server"),
                Long.parseLong(matcher.group("wait")),
                Long.parseLong(matcher.group("connect")),
                Long.parseLong(matcher.group("total")),
                Long.parseLong(matcher.group("bytes")),
                matcher.group("termination"),
                matcher.group("connections"),
                matcher.group("retries"),
                matcher.group("queues"));
    }

    /** Returns what does not depend on time: {@code echo/srv1, 0 bytes, SC, 3 retries}. */
    String outcome() {
        return "%s, %d bytes, %s, %s retries".formatted(server, bytes, termination, retries);
    }

    /** Returns the last phase that was reached. */
    Phase phase() {
        if (connectMillis >= 0) {
            return Phase.CONNECTED;
        }
        return waitMillis >= 0 ? Phase.ASSIGNED : Phase.ACCEPTED;
    }

    /** How far a connection came. */
    enum Phase {
        ACCEPTED,
        ASSIGNED,
        CONNECTED
    }
}
