package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.ApiException.Cause;
import io.fairlead.proxy.config.FieldPath;
import io.fairlead.proxy.config.SchemaWalk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds items that have the same key in lists that are maps by {@code x-kubernetes-list-map-keys}. */
final class SchemaKeys implements SchemaWalk.Visitor {

    private final List<Cause> causes = new ArrayList<>();

    @Override
    public void visit(FieldPath path, JsonNode value, JsonNode schema) {
        JsonNode keys = schema.path("x-kubernetes-list-map-keys");
        if (keys.isEmpty() || !value.isArray()) {
            return;
        }
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            ObjectNode key = Json.object();
            JsonNode item = value.get(i);
            keys.forEach(name -> key.set(name.asText(), item.path(name.asText()).deepCopy()));
            if (!seen.add(key)) {
                causes.add(new Cause(
                        "FieldValueDuplicate",
                        "Duplicate value: " + Json.write(key),
                        path.item(i).text()));
            }
        }
    }

    List<Cause> causes() {
        return causes;
    }
}
