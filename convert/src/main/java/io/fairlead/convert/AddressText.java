package io.fairlead.convert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as {@code bind} and {@code server} take it.
 *
 * @param host an IP address or a name, without brackets; empty: all addresses
 * @param port what stands after the last colon; {@code null} where there is none
 * @param ipv6 whether a prefix says that it is of IPv6
 */
record AddressText(String host, @Nullable String port, boolean ipv6) {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)}|([A-Za-z0-9_]+))");
    private static final Pattern PREFIX = Pattern.compile("(?:(?:tcp|ipv)([46])|tcp|stream\\+ipv([46]))@(.*)");

    /** Reads {@code word}, in which variables stand for what {@code environment} has, quoted or not. */
    static AddressText read(String word, Environment environment, Arguments args) throws DirectiveException {
        String text = expand(word, environment);
        Matcher prefixed = PREFIX.matcher(text);
        boolean ipv6 = false;
        if (prefixed.matches()) {
            ipv6 = "6".equals(prefixed.group(1)) || "6".equals(prefixed.group(2));
            text = prefixed.group(3);
        }
        if (text.contains("@") || text.startsWith("/")) {
            throw args.leftOut(args.what() + " " + word, "not yet: addresses of IP and TCP alone");
        }
        int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? null : text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new AddressText(host.equals("*") ? "" : host, port, ipv6);
    }

    private static String expand(String word, Environment environment) {
        return VARIABLE.matcher(word).replaceAll(variable -> {
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            String value = environment.get(name);
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }
}
