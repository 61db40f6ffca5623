package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CelRulesTest {

    private final CelRules rules = new CelRules(new CelExpressions());

    @Test
    void ruleThatHoldsSaysNothing() throws InvalidConfigException {
        // Given
        JsonNode schema = schema("rule: self.a == 1 && self.b.size() == 2, message: 'expected: both'");

        // When
        check("{a: 1, b: [x, y]}", schema);

        // Then
        assertThat(rules.faults()).isEmpty();
        assertThat(rules.unanswered()).isEmpty();
    }

    @Test
    void messageStandsBehindTheValueAtItsPlace() throws InvalidConfigException {
        // Given
        JsonNode schema = schema("rule: self.a > 5, message: 'expected: more', fieldPath: .a");

        // When
        check("{a: 1}", schema);

        // Then
        assertThat(rules.faults()).containsExactly("a: {\"a\":1} (expected: more)");
    }

    @Test
    void messageExpressionSaysItAll() throws InvalidConfigException {
        // Given
        JsonNode schema = schema("rule: 'false', message: unused, fieldPath: .a, messageExpression: "
                + "\"'%s, %d and %s'.format([self.a, self.b, self.c])\"");

        // When
        check("{a: $1, b: 2, c: [x, y]}", schema);

        // Then
        assertThat(rules.faults()).containsExactly("a: $1, 2 and [\"x\", \"y\"]");
    }

    @Test
    void messageStandsInForAnExpressionThatFails() throws InvalidConfigException {
        // Given
        JsonNode schema = schema("rule: 'false', message: 'expected: b', messageExpression: self.b");

        // When
        check("{a: 1}", schema);

        // Then
        assertThat(rules.faults()).containsExactly("{\"a\":1} (expected: b)");
    }

    @Test
    void ruleThatCannotBeEvaluatedIsKeptApart() throws InvalidConfigException {
        // Given
        JsonNode schema = schema("rule: self.b > 5, message: 'expected: more'");

        // When
        check("{a: 1}", schema);

        // Then
        assertThat(rules.faults()).isEmpty();
        assertThat(rules.unanswered()).containsExactly("{\"a\":1} (expected: more)");
    }

    private static JsonNode schema(String rule) throws InvalidConfigException {
        return YamlReader.read("x-kubernetes-validations: [{%s}]".formatted(rule));
    }

    private void check(String value, JsonNode schema) throws InvalidConfigException {
        SchemaWalk.walk(YamlReader.read(value), schema, rules);
    }
}
