package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultsTest {

    private static final String SUFFIX = "OrDefault";

    static Stream<Arguments> defaults() {
        return Stream.of(
                        AccessLog.class,
                        Backend.class,
                        BackendTimeouts.class,
                        Drain.class,
                        HealthCheck.class,
                        ManagedProxy.class,
                        ProxyService.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().endsWith(SUFFIX)
                        && !method.getReturnType().isRecord())
                .map(method -> Arguments.of(method.getDeclaringClass(), method));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void whatIsSaidOfAnOmittedFieldIsWhatHappens(Class<?> type, Method method)
            throws IOException, ReflectiveOperationException {
        // Given
        String name = method.getName().replace(SUFFIX, "");
        RecordComponent component = Arrays.stream(type.getRecordComponents())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        Object empty = type.getDeclaredConstructors()[0].newInstance(new Object[type.getRecordComponents().length]);

        // When
        Object value = method.invoke(empty);

        // Then
        String text = value instanceof Duration duration ? DurationFormat.format(duration) : String.valueOf(value);
        Omission said = Omission.of(
                Javadoc.read(Path.of("src/main/java/io/fairlead/api/v1alpha1")).of(component));
        assertThat(said.omitted().replace("`", "").split(",", 2)[0]).isEqualTo(text);
    }
}
