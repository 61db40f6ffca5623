package io.fairlead.demo;

import io.fairlead.api.v1alpha1.ListenerMode;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how the demo's load balancer treats what clients send. */
final class Mode implements ITypeConverter<ListenerMode> {

    @Override
    public ListenerMode convert(String text) {
        return Arrays.stream(ListenerMode.values())
                .filter(mode -> mode.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("%s (expected: %s)".formatted(text, expected())));
    }

    private static String expected() {
        return Arrays.stream(ListenerMode.values()).map(ListenerMode::name).collect(Collectors.joining(" or "));
    }
}
