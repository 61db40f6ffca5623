package io.fairlead.operator;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code HOST:PORT}; an IPv6 address stands in brackets. No host is all addresses, or the one that {@value BIND_VARIABLE} names:
 * that is for pods that share a network.
 */
final class HttpAddress implements ITypeConverter<InetSocketAddress> {

    private static final String BIND_VARIABLE = "FAIRLEAD_BIND_ADDRESS";
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]\\s]*)):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    @Override
    public InetSocketAddress convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > MAX_PORT) {
            throw new TypeConversionException(
                    text + " (expected: HOST:PORT such as 127.0.0.1:8080, [::1]:8080 or :8080)");
        }
        int port = Integer.parseInt(matcher.group(3));
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        String bound = host.isEmpty() ? System.getenv(BIND_VARIABLE) : host;
        return bound == null || bound.isBlank() ? new InetSocketAddress(port) : new InetSocketAddress(bound, port);
    }
}
