package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.proxy.config.CelExpressions;
import java.util.HashMap;
import java.util.Map;

/** Admits custom resources by the schemas of their definitions. Used by one thread at a time. */
final class CustomAdmission {

    private final CelExpressions expressions = new CelExpressions();
    private final Map<ObjectKey, CustomSchema> schemas = new HashMap<>();

    /**
     * Prunes, completes and checks an object.
     *
     * @param schema of the target's kind
     * @throws ApiException where it is not valid
     */
    void admit(Target target, JsonNode schema, ObjectNode object, boolean strict) {
        ObjectKey kind = ServedTypes.collection(target.type());
        CustomSchema known = schemas.get(kind);
        if (known == null || !known.isOf(schema)) {
            known = new CustomSchema(schema, expressions);
            schemas.put(kind, known);
        }
        known.admit(target, object, strict);
    }
}
