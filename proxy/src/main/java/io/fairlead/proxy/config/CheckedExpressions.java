package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ExtensionRegistryLite;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.expr.CheckedExpr;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The CEL expressions of the resource's schema, parsed and checked when the project was built: a proxy that starts need not load a compiler.
 * They are in a file, each as a {@code cel.expr.CheckedExpr} in base 64; a test holds it to the schema.
 */
final class CheckedExpressions {

    static final String FILE = "checked-expressions.json";

    private final JsonNode file;

    private CheckedExpressions(JsonNode file) {
        this.file = file;
    }

    static CheckedExpressions load() {
        try (InputStream in = Objects.requireNonNull(CheckedExpressions.class.getResourceAsStream(FILE), FILE)) {
            return new CheckedExpressions(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** Returns {@code null} where the schema has no such expression. */
    @Nullable
    CelAbstractSyntaxTree find(String expression) {
        JsonNode checked = file.get(expression);
        if (checked == null) {
            return null;
        }
        try {
            return CelProtoAbstractSyntaxTree.fromCheckedExpr(
                            CheckedExpr.parseFrom(checked.binaryValue(), ExtensionRegistryLite.getEmptyRegistry()))
                    .getAst();
        } catch (IOException e) {
            throw new UncheckedIOException(expression, e);
        }
    }
}
