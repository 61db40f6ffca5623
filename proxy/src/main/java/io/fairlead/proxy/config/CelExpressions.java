package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes programs of CEL expressions over {@code self}, each once and only when it is needed. Those of the resource's schema are compiled
 * already; for others there is a compiler, which takes most of a short run's time.
 */
public final class CelExpressions {

    private static final String FORMAT = "string_format_list_string";
    private static final Pattern PLACEHOLDER = Pattern.compile("%[sd]");

    private final CheckedExpressions checked = CheckedExpressions.load();
    private final CelRuntime runtime;
    private final Map<String, CelRuntime.Program> programs = new HashMap<>();
    private @Nullable CelCompiler compiler;

    public CelExpressions() {
        runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        "format", CelFunctionBinding.from(FORMAT, String.class, List.class, CelExpressions::format)))
                .build();
    }

    /** Throws {@link IllegalStateException} where it does not compile. */
    public CelRuntime.Program compiled(String expression) {
        return programs.computeIfAbsent(expression, this::compile);
    }

    private CelRuntime.Program compile(String expression) {
        CelAbstractSyntaxTree known = checked.find(expression);
        try {
            return runtime.createProgram(known == null ? check(expression) : known);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(expression, e);
        }
    }

    /** Parses and checks it, whether it is known or not. Throws {@link IllegalStateException} where it does not compile. */
    CelAbstractSyntaxTree check(String expression) {
        if (compiler == null) {
            compiler = compiler();
        }
        try {
            return compiler.compile(expression).getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException(expression, e);
        }
    }

    private static CelCompiler compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("self", SimpleType.DYN)
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "format",
                        CelOverloadDecl.newMemberOverload(
                                FORMAT, SimpleType.STRING, SimpleType.STRING, ListType.create(SimpleType.DYN))))
                .build();
    }

    /** The API server's {@code format()}, of which cel-java has none, for text, whole numbers and lists of text. */
    private static String format(String template, List<?> values) {
        StringBuilder text = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        for (Object value : values) {
            if (!placeholder.find()) {
                throw new IllegalArgumentException(template);
            }
            placeholder.appendReplacement(text, Matcher.quoteReplacement(formatted(value)));
        }
        return placeholder.appendTail(text).toString();
    }

    private static String formatted(Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .map(text -> TextNode.valueOf(text.toString()).toString())
                        .collect(Collectors.joining(", ", "[", "]"))
                : value.toString();
    }
}
