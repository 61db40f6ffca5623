package io.fairlead.proxy.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of IPv4 or of IPv6 addresses, such as {@code 10.0.0.0/8}. No address of one family is in a network of the other; an IPv4
 * address that IPv6 maps ({@code ::ffff:10.1.2.3}) is the IPv4 address.
 */
public final class Network {

    private static final Pattern CIDR = Pattern.compile("([0-9A-Fa-f:.]+)(?:/([0-9]{1,3}))?");
    private static final String EXPECTED =
            " (expected: a network such as 10.0.0.0/8 or 2001:db8::/32, or an IP address)";

    private final IpBits first;

    /** Of the 128 bits of {@link #first}. */
    private final int length;

    private Network(IpBits address, int length) {
        first = address.prefix(length);
        this.length = length;
    }

    /**
     * Reads a network in CIDR notation; bits behind the prefix are ignored, as HAProxy does. An address alone is the network of just it.
     *
     * @throws IllegalArgumentException with a message for the user, where {@code text} is neither
     */
    public static Network parse(String text) {
        Matcher cidr = CIDR.matcher(text);
        byte[] address = cidr.matches() ? NetUtil.createByteArrayFromIpAddressString(cidr.group(1)) : null;
        if (address == null) {
            throw new IllegalArgumentException(text + EXPECTED);
        }
        int addressLength = address.length * Byte.SIZE;
        int prefixLength = cidr.group(2) == null ? addressLength : Integer.parseInt(cidr.group(2));
        if (prefixLength > addressLength) {
            throw new IllegalArgumentException(text + " (expected: a prefix of 0-" + addressLength + " bits)");
        }
        return new Network(IpBits.of(address), IpBits.LENGTH - addressLength + prefixLength);
    }

    public boolean contains(InetAddress address) {
        return contains(IpBits.of(address));
    }

    boolean contains(IpBits address) {
        return address.isIpv4() == isIpv4() && address.prefix(length).equals(first);
    }

    boolean contains(Network other) {
        return length <= other.length && contains(other.first);
    }

    boolean isIpv4() {
        return first.isIpv4();
    }

    IpBits first() {
        return first;
    }

    int length() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && network.length == length && network.first.equals(first);
    }

    @Override
    public int hashCode() {
        return 31 * first.hashCode() + length;
    }

    /** Returns it in CIDR notation. */
    @Override
    public String toString() {
        int prefixLength = isIpv4() ? length - IpBits.MAPPED_PREFIX : length;
        return NetUtil.bytesToIpAddress(first.toBytes()) + "/" + prefixLength;
    }
}
