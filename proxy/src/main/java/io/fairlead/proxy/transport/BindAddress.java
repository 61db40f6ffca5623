package io.fairlead.proxy.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which address is bound where all would be, for a process that shares its machine's addresses with others of its kind.
 *
 * @param address {@code null} where all are
 */
public record BindAddress(@Nullable InetAddress address) {

    /** Binds all addresses, IPv4 and IPv6. */
    public static final BindAddress ALL = new BindAddress(null);

    /**
     * Reads an IPv4 or IPv6 address.
     *
     * @throws IllegalArgumentException with a message for the user, where {@code text} is none
     */
    public static BindAddress parse(String text) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
        if (address == null) {
            throw new IllegalArgumentException(text + " (expected: an IPv4 or IPv6 address)");
        }
        return new BindAddress(address);
    }

    /** Returns what to bind where {@code wanted} is asked for; {@code null}, {@code 0.0.0.0} or {@code ::}: all addresses. */
    public InetSocketAddress resolve(@Nullable InetAddress wanted, int port) {
        if (wanted != null && (address == null || !wanted.isAnyLocalAddress())) {
            return new InetSocketAddress(wanted, port);
        }
        return address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
    }
}
