package io.fairlead.proxy.admin;

import io.netty.util.NetUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --admin} is given: where the admin port listens.
 *
 * @param host a name or an address, IPv6 without brackets; empty: all addresses
 * @param port 0-65535; 0: any that is free
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]\\s]*)):([0-9]{1,5})");

    /**
     * Reads {@code HOST:PORT}, an IPv6 address in brackets, or {@code :PORT} for all addresses.
     *
     * @throws IllegalArgumentException with a message for the user, where {@code text} is none
     */
    public static HostPort parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        String bracketed = matcher.group(1);
        int port = Integer.parseInt(matcher.group(3));
        if (port > 65_535 || (bracketed != null && !NetUtil.isValidIpV6Address(bracketed))) {
            throw malformed(text);
        }
        return new HostPort(bracketed == null ? matcher.group(2) : bracketed, port);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                text + " (expected: HOST:PORT such as 127.0.0.1:8404, [::1]:8404 or :8404)");
    }

    /** Returns {@code HOST:PORT} as {@link #parse} reads it. */
    @Override
    public String toString() {
        return host.isEmpty() ? ":" + port : NetUtil.toSocketAddressString(host, port);
    }
}
