package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7386): objects are merged, null removes, and all else, lists too, is replaced. */
final class MergePatch {

    private MergePatch() {}

    static JsonNode apply(JsonNode patch, JsonNode target) {
        if (!(patch instanceof ObjectNode fields)) {
            return patch.deepCopy();
        }
        ObjectNode merged = target instanceof ObjectNode object ? object.deepCopy() : Json.object();
        fields.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), apply(field.getValue(), merged.path(field.getKey())));
            }
        });
        return merged;
    }
}
