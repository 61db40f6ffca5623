package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultsTest {

    private static final String SUFFIX = "OrDefault";

    private static final Pattern AS_ANOTHER = Pattern.compile("as `(\\w+)`");

    static Stream<Arguments> defaults() {
        return Stream.of(
                        AcceptProxy.class,
                        AccessLog.class,
                        Backend.class,
                        BackendTimeouts.class,
                        Balance.class,
                        ConnectionLifetime.class,
                        Drain.class,
                        EndpointOverride.class,
                        HashSettings.class,
                        HealthCheck.class,
                        Listener.class,
                        ManagedProxy.class,
                        Observation.class,
                        ProxyService.class,
                        RpcMetrics.class,
                        Server.class,
                        SourceLimits.class,
                        TcpOptions.class)
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
        Object empty = type.getDeclaredConstructors()[0].newInstance(Arrays.stream(type.getRecordComponents())
                .map(component -> component.getType() == int.class ? 0 : null)
                .toArray());

        // When
        Object value = method.invoke(empty);

        // Then
        String text = value instanceof Duration duration ? DurationFormat.format(duration) : String.valueOf(value);
        assertThat(omitted(type, name)).isEqualTo(text);
    }

    /** Returns what is said of the field; of one that is as another one, what is said of that. */
    private static String omitted(Class<?> type, String name) throws IOException {
        RecordComponent component = Arrays.stream(type.getRecordComponents())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        String said = Omission.of(Javadoc.read(Path.of("src/main/java/io/fairlead/api/v1alpha1"))
                        .of(component))
                .omitted();
        Matcher other = AS_ANOTHER.matcher(said);
        return other.matches()
                ? omitted(type, other.group(1))
                : said.replace("`", "").split(",", 2)[0];
    }
}
