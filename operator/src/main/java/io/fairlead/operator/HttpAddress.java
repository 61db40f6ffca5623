package io.fairlead.operator;

import io.fairlead.cli.HostPort;
import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}. No host is all addresses, or the one that {@value BIND_VARIABLE} names: that is for pods that share a network. */
final class HttpAddress implements ITypeConverter<InetSocketAddress> {

    static final int USUAL_PORT = 8080;

    private static final String BIND_VARIABLE = "FAIRLEAD_BIND_ADDRESS";

    @Override
    public InetSocketAddress convert(String text) {
        HostPort read = parse(text);
        String bound = read.host().isEmpty() ? System.getenv(BIND_VARIABLE) : read.host();
        return bound == null || bound.isBlank()
                ? new InetSocketAddress(read.port())
                : new InetSocketAddress(bound, read.port());
    }

    private static HostPort parse(String text) {
        try {
            return HostPort.parse(text, USUAL_PORT);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
