package io.fairlead.convert;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses and networks in text. */
final class Networks {

    /** All addresses of both families. */
    static final List<String> ALL = List.of("0.0.0.0/0", "::/0");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Networks() {}

    /** Returns the address that {@code text} is; {@code null} where it is none. */
    static @Nullable InetAddress address(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return Inet4Address.ofLiteral(text);
            }
            return IPV6.matcher(text).matches() ? Inet6Address.ofLiteral(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the network that {@code text} is, such as {@code 10.0.0.0/8}, or the address; {@code null} where it is neither. */
    static @Nullable String network(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text) == null ? null : text;
        }
        InetAddress address = address(text.substring(0, slash));
        if (address == null) {
            return null;
        }
        Integer length = prefixLength(text.substring(slash + 1), address.getAddress().length * Byte.SIZE);
        return length == null ? null : masked(address, length) + "/" + length;
    }

    private static @Nullable Integer prefixLength(String text, int bits) {
        if (text.matches("0|[1-9][0-9]{0,2}")) {
            int length = Integer.parseInt(text);
            return length <= bits ? length : null;
        }
        InetAddress mask = address(text);
        if (!(mask instanceof Inet4Address) || bits != Integer.SIZE) {
            return null;
        }
        int inverse = ~toInt(mask.getAddress());
        return (inverse & (inverse + 1)) == 0 ? Integer.numberOfLeadingZeros(inverse) : null;
    }

    private static int toInt(byte[] bytes) {
        int all = 0;
        for (byte part : bytes) {
            all = (all << Byte.SIZE) | (part & 0xff);
        }
        return all;
    }

    private static String masked(InetAddress address, int length) {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        try {
            return text(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The shortest form of IPv6 that Java cannot write: the longest run of zeros as {@code ::}. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet4Address ? text : compressed(text);
    }

    private static String compressed(String groups) {
        String longest = "";
        Matcher zeros = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)").matcher(groups);
        while (zeros.find()) {
            longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
        }
        if (longest.isEmpty()) {
            return groups;
        }
        int start = groups.indexOf(longest);
        String after = groups.substring(start + longest.length());
        return groups.substring(0, start) + ":" + (after.isEmpty() ? ":" : after);
    }
}
