package io.fairlead.demo;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads for how long the demo is to run. */
final class Seconds implements ITypeConverter<Duration> {

    private static final int LEAST = 30;
    private static final int MOST = 86_400;

    @Override
    public Duration convert(String text) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < LEAST || Integer.parseInt(text) > MOST) {
            throw new TypeConversionException("%s (expected: seconds, %d-%d)".formatted(text, LEAST, MOST));
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }
}
