package io.fairlead.cli;

import java.net.Inet6Address;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen, as options have it.
 *
 * @param host a name or an address, IPv6 without brackets; empty: all addresses
 * @param port 0-65535; 0: any that is free
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]\\s]*)):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code HOST:PORT}, an IPv6 address in brackets, or {@code :PORT} for all addresses.
     *
     * @param usual the port that the message for the user has in its examples
     * @throws IllegalArgumentException with that message, where {@code text} is none
     */
    public static HostPort parse(String text, int usual) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text, usual);
        }
        String bracketed = matcher.group(1);
        int port = Integer.parseInt(matcher.group(3));
        if (port > MAX_PORT || (bracketed != null && !isIpv6(bracketed))) {
            throw malformed(text, usual);
        }
        return new HostPort(bracketed == null ? matcher.group(2) : bracketed, port);
    }

    private static boolean isIpv6(String text) {
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static IllegalArgumentException malformed(String text, int usual) {
        return new IllegalArgumentException(
                "%s (expected: HOST:PORT such as 127.0.0.1:%d, [::1]:%d or :%d)".formatted(text, usual, usual, usual));
    }

    /** Returns {@code HOST:PORT} as {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
