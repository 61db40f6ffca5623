package io.fairlead.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CheckedExpressionsTest {

    private static final Path COMMITTED =
            Path.of("src/main/resources/io/fairlead/proxy/config", CheckedExpressions.FILE);

    private final CelExpressions expressions = new CelExpressions();

    @Test
    void committedExpressionsAreThoseOfTheSchema() throws IOException {
        // Given
        Map<String, String> checked = new TreeMap<>();

        // When
        ConfigSchema.load()
                .root()
                .findValues("x-kubernetes-validations")
                .forEach(rules -> rules.forEach(rule -> {
                    add(rule.path("rule"), checked);
                    add(rule.path("messageExpression"), checked);
                }));

        // Then
        String generated =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(checked) + "\n";
        if (Boolean.getBoolean("crds.update")) {
            Files.writeString(COMMITTED, generated);
        }
        assertThat(COMMITTED)
                .as("To update it: mvn -pl proxy -am test -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest=CheckedExpressionsTest -Dcrds.update=true")
                .hasContent(generated);
    }

    @Test
    void hasNoneThatTheSchemaHasNot() {
        assertThat(CheckedExpressions.load().find("1 + 1 == 2")).isNull();
    }

    private void add(JsonNode expression, Map<String, String> checked) {
        if (expression.isTextual()) {
            checked.put(expression.asText(), checked(expression.asText()));
        }
    }

    /** Without what only messages of the compiler need. */
    private String checked(String expression) {
        byte[] bytes = CelProtoAbstractSyntaxTree.fromCelAst(expressions.check(expression)).toCheckedExpr().toBuilder()
                .clearSourceInfo()
                .build()
                .toByteArray();
        return Base64.getEncoder().encodeToString(bytes);
    }
}
