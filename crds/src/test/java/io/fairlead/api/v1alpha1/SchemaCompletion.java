package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds to a generated schema what the generator has no annotation for: descriptions, the types of lists, durations, formats of integers, the
 * order of enum values, whole numbers as such, and that a spec is required.
 */
final class SchemaCompletion {

    private static final Map<Class<?>, String> FORMATS =
            Map.of(int.class, "int32", Integer.class, "int32", long.class, "int64", Long.class, "int64");
    private static final List<String> CONDITION_FIELDS =
            List.of("lastTransitionTime", "message", "reason", "status", "type");
    private static final Map<String, String> CONDITION_DESCRIPTIONS = Map.of(
            "type", "What it says something of, such as Ready.",
            "status", "Whether that is so; Unknown: it is not known.",
            "reason", "Why, in one word.",
            "message", "Why, in words, and what to do.",
            "observedGeneration", "The generation of the spec that it speaks of.",
            "lastTransitionTime", "Since when it has this status, in RFC 3339.");
    private static final List<String> CONDITION_STATUSES = List.of("True", "False", "Unknown");
    private static final String CONDITION_REASON = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";
    private static final String CONDITION_TYPE =
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$";

    private final Descriptions descriptions;

    SchemaCompletion(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    void complete(ObjectNode schema, Class<?> resource) {
        schema.put("description", descriptions.of(resource));
        Type[] types = ((ParameterizedType) resource.getGenericSuperclass()).getActualTypeArguments();
        ObjectNode properties = properties(schema);
        if (types[0] == Void.class) {
            properties.remove("spec");
        } else {
            schema.putArray("required").add("spec");
            completeRoot(child(properties, "spec"), (Class<?>) types[0]);
        }
        new SchemaCompletion(descriptions.ofWhatIsTold())
                .completeRoot(child(properties, "status"), (Class<?>) types[1]);
    }

    private void completeRoot(ObjectNode schema, Class<?> type) {
        schema.put("description", descriptions.of(type));
        completeValue(schema, type);
    }

    private void completeValue(ObjectNode schema, Type type) {
        switch (type) {
            case ParameterizedType map when map.getRawType() == Map.class -> completeMap(schema);
            case ParameterizedType list -> completeList(schema, list.getActualTypeArguments()[0]);
            case Class<?> record when record.isRecord() -> completeRecord(schema, record);
            case Class<?> choice when choice.isEnum() -> completeEnum(schema, choice);
            case Class<?> condition when condition == Condition.class -> completeCondition(schema);
            case Class<?> scalar -> completeScalar(schema, scalar);
            default -> throw new IllegalArgumentException("No schema for " + type);
        }
    }

    private void completeRecord(ObjectNode schema, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode property = child(properties(schema), component.getName());
            DurationString duration = component.getAnnotation(DurationString.class);
            if (component.getType() == IntOrString.class) {
                completeIntOrString(property, type, component.getName());
            } else if (duration != null) {
                completeDuration(property, duration);
            } else {
                completeValue(property, component.getGenericType());
            }
            if (component.isAnnotationPresent(Timestamp.class)) {
                property.put("format", "date-time");
            }
            dropRepeatedRules(property);
            property.put("description", descriptions.of(component, property));
        }
    }

    private void completeList(ObjectNode schema, Type itemType) {
        ObjectNode items = child(schema, "items");
        completeValue(items, itemType);
        if (itemType instanceof Class<?> record && record.isRecord()) {
            items.put("description", descriptions.of(record));
        }
        String key = itemType == Condition.class ? "type" : "name";
        if (isRequired(items, key)) {
            schema.put("x-kubernetes-list-type", "map");
            schema.putArray("x-kubernetes-list-map-keys").add(key);
        } else {
            schema.put("x-kubernetes-list-type", "atomic");
        }
    }

    /** Maps are of text to text; the generator takes their bounds for those of a list. */
    private static void completeMap(ObjectNode schema) {
        JsonNode most = schema.remove("maxItems");
        if (most != null) {
            schema.set("maxProperties", most);
        }
    }

    private static void completeEnum(ObjectNode schema, Class<?> type) {
        ArrayNode values = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            values.add(constant.toString());
        }
    }

    /** The bounds are those of Kubernetes' own conditions. */
    private static void completeCondition(ObjectNode schema) {
        ArrayNode required = schema.putArray("required");
        CONDITION_FIELDS.forEach(required::add);
        ObjectNode properties = properties(schema);
        child(properties, "lastTransitionTime").put("format", "date-time");
        child(properties, "message").put("maxLength", 32768);
        child(properties, "observedGeneration").put("format", "int64").put("minimum", 0);
        child(properties, "reason").put("minLength", 1).put("maxLength", 1024).put("pattern", CONDITION_REASON);
        ArrayNode statuses = child(properties, "status").putArray("enum");
        CONDITION_STATUSES.forEach(statuses::add);
        child(properties, "type").put("maxLength", 316).put("pattern", CONDITION_TYPE);
        CONDITION_DESCRIPTIONS.forEach((name, text) -> child(properties, name).put("description", text));
    }

    private static void completeScalar(ObjectNode schema, Class<?> type) {
        if (FORMATS.containsKey(type)) {
            schema.put("format", FORMATS.get(type));
        }
        if (schema.has("minimum")) {
            schema.put("minimum", schema.get("minimum").asLong());
        }
        if (schema.has("maximum")) {
            schema.put("maximum", schema.get("maximum").asLong());
        }
    }

    /** The generator leaves the bounds of an IntOrString out: they hold for whichever of both a value is. */
    private static void completeIntOrString(ObjectNode schema, Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            schema.put("minimum", (long) field.getAnnotation(Min.class).value());
            schema.put("maximum", (long) field.getAnnotation(Max.class).value());
            schema.put("minLength", field.getAnnotation(Size.class).min());
            schema.put("maxLength", field.getAnnotation(Size.class).max());
            schema.put("pattern", field.getAnnotation(Pattern.class).value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The generator knows no duration, and takes no annotation that stands for several. */
    private static void completeDuration(ObjectNode schema, DurationString duration) {
        schema.removeAll()
                .put("type", "string")
                .put("maxLength", DurationString.MAX_LENGTH)
                .put("pattern", DurationString.PATTERN);
        ArrayNode rules = schema.putArray("x-kubernetes-validations");
        if (duration.max().isEmpty()) {
            addRule(rules, DurationString.BOUNDED, DurationString.BOUNDED_MESSAGE);
        } else {
            addRule(
                    rules,
                    DurationString.AT_MOST.formatted(duration.max()),
                    DurationString.AT_MOST_MESSAGE.formatted(duration.max()));
        }
        if (!duration.min().isEmpty()) {
            addRule(
                    rules,
                    DurationString.AT_LEAST.formatted(duration.min()),
                    DurationString.AT_LEAST_MESSAGE.formatted(duration.min()));
        } else if (!duration.mayBeZero()) {
            addRule(rules, DurationString.POSITIVE, DurationString.POSITIVE_MESSAGE);
        }
    }

    private static void addRule(ArrayNode rules, String rule, String message) {
        rules.addObject().put("message", message).put("rule", rule);
    }

    /** The generator sees the annotation of a record's component twice, at its field and at its accessor. */
    private static void dropRepeatedRules(ObjectNode schema) {
        if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
            Set<JsonNode> distinct = new LinkedHashSet<>();
            rules.forEach(distinct::add);
            rules.removeAll().addAll(distinct);
        }
    }

    private static boolean isRequired(ObjectNode schema, String property) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(property)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode properties(ObjectNode schema) {
        return child(schema, "properties");
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return (ObjectNode) parent.required(name);
    }
}
