package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationStringTest {

    private final ObjectMapper mapper = new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "500ms, PT0.5S",
        "2s, PT2S",
        "1m30s, PT1M30S",
        "36h, PT36H",
        "1h2m3s4ms, PT1H2M3.004S",
        "99999h59m59s999ms, PT99999H59M59.999S"
    })
    void canonicalTextIsReadAndWrittenAsItIs(String text, Duration duration) throws JsonProcessingException {
        // Given
        String json = "{\"client\":\"%s\"}".formatted(text);

        // When
        ListenerTimeouts timeouts = mapper.readValue(json, ListenerTimeouts.class);

        // Then
        assertThat(timeouts.client()).isEqualTo(duration);
        assertThat(mapper.writeValueAsString(timeouts)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"90s, 1m30s", "5000ms, 5s", "0m, 0s", "1s1s, 2s", "30s1m, 1m30s"})
    void otherTextIsWrittenInTheCanonicalForm(String text, String canonical) throws JsonProcessingException {
        // Given
        ListenerTimeouts timeouts = mapper.readValue("{\"client\":\"%s\"}".formatted(text), ListenerTimeouts.class);

        // When
        String json = mapper.writeValueAsString(timeouts);

        // Then
        assertThat(json).isEqualTo("{\"client\":\"%s\"}", canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 parsecs", "-1s", "1.5s", "1d", "PT2S", "100000s", "1h1h1h1h1h"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> mapper.readValue("{\"client\":\"%s\"}".formatted(text), ListenerTimeouts.class))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining("(expected: a duration such as 500ms, 2s or 1m30s)");
    }
}
