package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patch: as a merge patch, but the lists that {@link MergeKeys} knows are merged item by item. Its directives are
 * {@code $patch} (replace, delete, merge), {@code $retainKeys}, {@code $setElementOrder/LIST} and {@code $deleteFromPrimitiveList/LIST}.
 */
final class StrategicMergePatch {

    private static final String PATCH = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_FROM_SET = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    static ObjectNode apply(ObjectNode patch, ObjectNode target) {
        return merge("", patch, target);
    }

    private static ObjectNode merge(String name, ObjectNode patch, ObjectNode target) {
        switch (patch.path(PATCH).asText()) {
            case "replace" -> {
                return withoutDirectives(patch);
            }
            case "delete" -> {
                return Json.object();
            }
            default -> {}
        }
        ObjectNode merged = target.deepCopy();
        retainKeys(patch, merged);
        patch.properties().forEach(field -> {
            String key = field.getKey();
            JsonNode value = field.getValue();
            if (key.startsWith(DELETE_FROM_SET)) {
                removeAll(merged.path(key.substring(DELETE_FROM_SET.length())), value);
            } else if (!key.startsWith("$")) {
                JsonNode result = merged(name, key, value, merged.get(key), patch.path(ORDER + key));
                if (result == null) {
                    merged.remove(key);
                } else {
                    merged.set(key, result);
                }
            }
        });
        orderWhatIsNotPatched(name, patch, merged);
        return merged;
    }

    /** Returns what becomes of the field {@code key}; {@code null}: nothing. */
    private static @Nullable JsonNode merged(
            String parent, String key, JsonNode patch, @Nullable JsonNode target, JsonNode order) {
        return switch (patch) {
            case JsonNode none when none.isNull() -> null;
            case ObjectNode object -> {
                boolean deleted = object.path(PATCH).asText().equals("delete");
                yield deleted ? null : merge(key, object, target instanceof ObjectNode to ? to : Json.object());
            }
            case ArrayNode list -> list(parent, key, list, target instanceof ArrayNode to ? to : array(), order);
            default -> patch;
        };
    }

    private static ArrayNode list(String parent, String key, ArrayNode patch, ArrayNode target, JsonNode order) {
        String mergeKey = MergeKeys.of(parent, key);
        if (mergeKey != null) {
            return order(keyed(key, mergeKey, patch, target), order, item -> item.path(mergeKey));
        }
        if (MergeKeys.isSet(key)) {
            ArrayNode union = target.deepCopy();
            patch.forEach(item -> {
                if (!contains(union, item)) {
                    union.add(item);
                }
            });
            return order(union, order, item -> item);
        }
        return patch.deepCopy();
    }

    private static ArrayNode keyed(String name, String mergeKey, ArrayNode patch, ArrayNode target) {
        boolean replaces =
                contains(patch, item -> item.size() == 1 && directive(item).equals("replace"));
        ArrayNode merged = replaces ? array() : target.deepCopy();
        for (JsonNode item : patch) {
            if (!(item instanceof ObjectNode object) || !item.has(mergeKey)) {
                if (directive(item).isEmpty()) {
                    throw ApiException.badRequest(
                            "map: %s does not contain declared merge key: %s".formatted(Json.write(item), mergeKey));
                }
                continue;
            }
            int index = indexOf(merged, mergeKey, item.get(mergeKey));
            if (directive(item).equals("delete")) {
                if (index >= 0) {
                    merged.remove(index);
                }
            } else if (index >= 0 && merged.get(index) instanceof ObjectNode to) {
                merged.set(index, merge(name, object, to));
            } else {
                merged.add(merge(name, object, Json.object()));
            }
        }
        return merged;
    }

    private static String directive(JsonNode item) {
        return item.path(PATCH).asText();
    }

    private static int indexOf(ArrayNode list, String mergeKey, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(mergeKey).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    /** A list may be put in order without any of its items being patched. */
    private static void orderWhatIsNotPatched(String name, ObjectNode patch, ObjectNode merged) {
        patch.properties().forEach(field -> {
            String key = field.getKey();
            if (key.startsWith(ORDER) && !patch.has(key.substring(ORDER.length()))) {
                String list = key.substring(ORDER.length());
                if (merged.get(list) instanceof ArrayNode items) {
                    merged.set(list, list(name, list, array(), items, field.getValue()));
                }
            }
        });
    }

    /** Puts the items that {@code order} names in its order; the others keep their places behind those that they followed. */
    private static ArrayNode order(ArrayNode list, JsonNode order, java.util.function.UnaryOperator<JsonNode> keyOf) {
        if (!order.isArray()) {
            return list;
        }
        List<JsonNode> ordered = new ArrayList<>();
        order.forEach(entry -> list.forEach(item -> {
            if (keyOf.apply(item).equals(keyOf.apply(entry)) && !ordered.contains(item)) {
                ordered.add(item);
            }
        }));
        for (int i = 0; i < list.size(); i++) {
            if (!ordered.contains(list.get(i))) {
                int after = i == 0 ? -1 : ordered.indexOf(list.get(i - 1));
                ordered.add(after + 1, list.get(i));
            }
        }
        return array().addAll(ordered);
    }

    private static void retainKeys(ObjectNode patch, ObjectNode target) {
        if (patch.get(RETAIN_KEYS) instanceof ArrayNode kept) {
            Set<String> names = new TreeSet<>();
            kept.forEach(name -> names.add(name.asText()));
            target.retain(names);
        }
    }

    private static void removeAll(JsonNode list, JsonNode removed) {
        if (list instanceof ArrayNode items) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (contains(removed, items.get(i))) {
                    items.remove(i);
                }
            }
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        return contains(list, item -> Objects.equals(item, value));
    }

    private static boolean contains(JsonNode list, Predicate<JsonNode> condition) {
        for (JsonNode item : list) {
            if (condition.test(item)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode withoutDirectives(ObjectNode patch) {
        ObjectNode copy = patch.deepCopy();
        copy.remove(PATCH);
        return copy;
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
