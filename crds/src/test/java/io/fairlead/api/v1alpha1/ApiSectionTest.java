package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiSectionTest {

    static Stream<Arguments> incomplete() {
        return Stream.of(
                Arguments.of(WithoutMeaning.class, "No Javadoc for WithoutMeaning.size"),
                Arguments.of(WithoutHaproxysWord.class, "No @Haproxy at WithoutHaproxysWord.size"),
                Arguments.of(WithoutOmission.class, "Nothing is said of GrpcLoadBalancer.spec.size being omitted"),
                Arguments.of(WithAValueWithoutMeaning.class, "No Javadoc for Nameless.A"),
                Arguments.of(WithAValueWithoutHaproxysWord.class, "No @Haproxy at Wordless.A"));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void nothingIsWrittenBeforeAllIsSaid(Class<?> type, String fault) throws IOException {
        // Given
        Javadoc javadoc = Javadoc.read(Path.of("src/test/java/io/fairlead/api/v1alpha1"));
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putObject("properties").putObject("size").put("type", "integer");
        ApiObject object = new ApiObject(type, schema, true, List.of("GrpcLoadBalancer.spec"));
        ApiSection section = new ApiSection(object, javadoc, Examples.read(List.of()));

        // When, Then
        assertThatThrownBy(section::text)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(fault);
    }

    /** Says nothing of its component. */
    private record WithoutMeaning(@Haproxy("size") @Nullable Integer size) {}

    /**
     * A record.
     *
     * @param size how large it is; omitted: 1
     */
    private record WithoutHaproxysWord(@Nullable Integer size) {}

    /**
     * A record.
     *
     * @param size how large it is
     */
    private record WithoutOmission(
            @Haproxy("size") @Nullable Integer size) {}

    /**
     * A record.
     *
     * @param size how large it is; omitted: A
     */
    private record WithAValueWithoutMeaning(
            @Haproxy("size") @Nullable Nameless size) {}

    /**
     * A record.
     *
     * @param size how large it is; omitted: A
     */
    private record WithAValueWithoutHaproxysWord(
            @Haproxy("size") @Nullable Wordless size) {}

    private enum Nameless {
        @Haproxy("a")
        A
    }

    private enum Wordless {
        /** The first. */
        A
    }
}
