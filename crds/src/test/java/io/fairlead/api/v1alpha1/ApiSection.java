package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The section of docs/api.md on one type of object: where it stands, its fields, their values, its rules, an example. */
final class ApiSection {

    private static final List<String> CONDITION_FIELDS =
            List.of("type", "status", "reason", "message", "observedGeneration", "lastTransitionTime");

    private static final String CONDITION =
            "A condition as Kubernetes has them: what is so, and why. What to do at each reason is in [troubleshooting.md](troubleshooting.md).";

    private final ApiObject object;
    private final Javadoc javadoc;
    private final Examples examples;
    private final StringBuilder text = new StringBuilder();

    ApiSection(ApiObject object, Javadoc javadoc, Examples examples) {
        this.object = object;
        this.javadoc = javadoc;
        this.examples = examples;
    }

    /** Returns the section's anchor. */
    static String anchor(Class<?> type) {
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    String text() throws JsonProcessingException {
        Class<?> type = object.type();
        text.append("\n## %s\n\n".formatted(type.getSimpleName()));
        text.append(type.isRecord() ? javadoc.of(type) : CONDITION);
        text.append(object.places().stream().collect(Collectors.joining("`, `", " At `", "`.\n\n")));
        text.append(
                object.wanted()
                        ? head("field", "value", "omitted", "HAProxy", "meaning")
                        : head("field", "value", "HAProxy", "meaning"));
        if (type == Condition.class) {
            CONDITION_FIELDS.forEach(this::conditionField);
        } else {
            for (RecordComponent component : type.getRecordComponents()) {
                field(component);
            }
            for (RecordComponent component : type.getRecordComponents()) {
                values(component);
            }
        }
        text.append(rules(object.schema()));
        text.append("\n```yaml\n%s```\n".formatted(examples.at(object.places().getFirst())));
        return text.toString();
    }

    /** Returns what a schema's rules expect beyond what each field does, as a list; empty where there are none. */
    static String rules(JsonNode schema) {
        StringBuilder rules = new StringBuilder();
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            String field = rule.path("fieldPath").asText();
            rules.append(rules.isEmpty() ? "\n" : "")
                    .append(field.isEmpty() ? "- Expected" : "- `%s`, expected".formatted(field.substring(1)))
                    .append(rule.path("message").asText().replace("expected", ""))
                    .append(".\n");
        }
        return rules.toString();
    }

    private void field(RecordComponent component) {
        String name = component.getName();
        JsonNode schema = object.schema().path("properties").path(name);
        String value = value(component.getGenericType(), schema);
        String word = code(HaproxyWords.of(component));
        if (object.wanted()) {
            Omission omission = Omission.of(javadoc.of(component));
            String omitted = object.requires(name) ? "**required**" : omission.omitted();
            if (omitted.isEmpty()) {
                throw new IllegalStateException("Nothing is said of %s being omitted"
                        .formatted(object.places().getFirst() + "." + name));
            }
            text.append(row(code(name), value, omitted, word, omission.meaning()));
        } else {
            text.append(row(code(name), value, word, javadoc.of(component)));
        }
    }

    private void conditionField(String name) {
        JsonNode schema = object.schema().path("properties").path(name);
        String value = schema.has("enum")
                ? "`True`, `False` or `Unknown`"
                : ValueWords.of(((ObjectNode) schema.deepCopy()).without("pattern"));
        text.append(row(code(name), value, "", schema.path("description").asText()));
    }

    private static String value(Type type, JsonNode schema) {
        return switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class ->
                ValueWords.of(schema) + ": " + value(list.getActualTypeArguments()[0], schema.get("items"));
            case Class<?> object
            when object.isRecord() || object == Condition.class ->
                "[%s](#%s)".formatted(object.getSimpleName(), anchor(object));
            case Class<?> choice
            when choice.isEnum() ->
                "one of "
                        + List.of(choice.getEnumConstants()).stream()
                                .map(value -> code(value.toString()))
                                .collect(Collectors.joining(", "));
            case Class<?> flag when flag == Boolean.class -> "`true` or `false`";
            default -> ValueWords.of(schema);
        };
    }

    private void values(RecordComponent component) {
        Type type = component.getGenericType() instanceof ParameterizedType list
                ? list.getActualTypeArguments()[0]
                : component.getType();
        if (type instanceof Class<?> choice && choice.isEnum()) {
            text.append("\n").append(head(code(component.getName()), "HAProxy", "meaning"));
            for (Object constant : choice.getEnumConstants()) {
                Enum<?> value = (Enum<?>) constant;
                text.append(row(code(value.name()), code(HaproxyWords.of(value)), javadoc.of(value)));
            }
        }
    }

    private static String code(String word) {
        return word.isEmpty() ? "" : "`" + word + "`";
    }

    private static String head(String... cells) {
        return row(cells) + row(Collections.nCopies(cells.length, "---").toArray(String[]::new));
    }

    private static String row(String... cells) {
        return "| %s |\n".formatted(String.join(" | ", cells)).replace("|  |", "| |");
    }
}
