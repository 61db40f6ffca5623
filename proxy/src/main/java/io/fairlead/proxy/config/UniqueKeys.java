package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds items of a list that have the same key, as the API server does for {@code x-kubernetes-list-map-keys} of one key. */
final class UniqueKeys implements SchemaWalk.Visitor {

    private final List<String> faults = new ArrayList<>();

    @Override
    public void visit(FieldPath path, JsonNode value, JsonNode schema) {
        if (schema.has("x-kubernetes-list-map-keys") && value.isArray()) {
            visitList(path, value, schema.at("/x-kubernetes-list-map-keys/0").asText());
        }
    }

    List<String> faults() {
        return faults;
    }

    private void visitList(FieldPath path, JsonNode list, String key) {
        FieldPath listName =
                FieldPath.ROOT.field(path.text().substring(path.text().lastIndexOf('.') + 1));
        Map<JsonNode, Integer> seen = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode value = list.get(i).path(key);
            Integer earlier = value.isMissingNode() ? null : seen.putIfAbsent(value, i);
            if (earlier != null) {
                String expected = "a unique %s; %s has it too"
                        .formatted(key, listName.item(earlier).text());
                faults.add(path.item(i).field(key).fault(ValueText.of(value), expected));
            }
        }
    }
}
