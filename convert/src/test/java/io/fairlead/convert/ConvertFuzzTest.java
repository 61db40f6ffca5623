package io.fairlead.convert;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.proxy.config.ConfigParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is converted, the command ends, and what it prints is what the proxy takes. The input is the samples, cut up and put together anew at
 * random; a seed that fails fails again. {@code -Dfuzz.inputs=N} tries more of them, {@code -Dfuzz.seed=N} begins elsewhere.
 */
class ConvertFuzzTest {

    private static final int INPUTS_A_SEED = 50;
    private static final long INPUTS = Long.getLong("fuzz.inputs", 400);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);

    private static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + Math.ceilDiv(INPUTS, INPUTS_A_SEED));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noInputCrashesItAndWhatItPrintsIsValid(long seed) throws IOException {
        // Given
        RandomConfiguration configurations = new RandomConfiguration(samples(), new Random(seed));
        ConfigParser parser = ConfigParser.ofFile(false);

        for (int i = 0; i < INPUTS_A_SEED; i++) {
            String text = configurations.next();

            // When Then
            assertThatCode(() -> {
                        Conversion conversion = Converter.convert(text, "fuzz", Samples.ENVIRONMENT);
                        for (Converted<LoadBalancer> loadBalancer : conversion.loadBalancers()) {
                            parser.parse(YamlWriter.write(loadBalancer));
                        }
                    })
                    .as("seed %d, input %d:%n%s", seed, i, text)
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> samples() throws IOException {
        try (Stream<Path> files = Samples.all()) {
            return files.map(ConvertFuzzTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
