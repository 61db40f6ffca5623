package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {

    private static final Map<String, String> LABELS = Map.of("app", "echo", "track", "stable");

    private static LabelSelector selector(String key, String operator, String... values) {
        return new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator(operator)
                .withValues(values)
                .endMatchExpression()
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "track, In, stable, true",
        "track, In, canary, false",
        "none, In, stable, false",
        "track, NotIn, canary, true",
        "track, NotIn, stable, false",
        "none, NotIn, stable, true",
    })
    void expressionsAboutValues(String key, String operator, String value, boolean expected) {
        // When, Then
        assertThat(Selectors.matches(selector(key, operator, value), LABELS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"track, Exists, true", "none, Exists, false", "track, DoesNotExist, false", "none, DoesNotExist, true"})
    void expressionsAboutKeys(String key, String operator, boolean expected) {
        // When, Then
        assertThat(Selectors.matches(selector(key, operator), LABELS)).isEqualTo(expected);
    }

    @Test
    void labelsAndExpressionsHaveToMatchAllOfThem() {
        // Given
        LabelSelector selector = new LabelSelectorBuilder(selector("track", "Exists"))
                .addToMatchLabels("app", "other")
                .build();

        // When, Then
        assertThat(Selectors.matches(selector, LABELS)).isFalse();
    }

    @Test
    void anEmptySelectorSelectsNothing() {
        // When, Then
        assertThat(Selectors.matches(new LabelSelector(), LABELS)).isFalse();
        assertThat(Selectors.matches(Map.of(), LABELS)).isFalse();
    }

    @Test
    void anOperatorThatIsNoneIsNamed() {
        // When, Then
        assertThatThrownBy(() -> Selectors.matches(selector("app", "Like", "e"), LABELS))
                .hasMessage(
                        "spec.selector.matchExpressions: operator Like (expected: In, NotIn, Exists or DoesNotExist)");
    }
}
