package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A type of object in a resource.
 *
 * @param type a record, or Kubernetes' Condition
 * @param schema its complete schema
 * @param wanted whether users write it; else they read it
 * @param places where such objects stand, as paths that begin with the resource's kind
 */
record ApiObject(Class<?> type, JsonNode schema, boolean wanted, List<String> places) {

    /** Returns the objects in {@code resources} by where they stand, in the order in which one who reads a resource meets them. */
    static Map<String, ApiObject> byPlace(Map<Class<?>, JsonNode> resources) {
        Map<String, ApiObject> objects = new LinkedHashMap<>();
        resources.forEach((resource, schema) -> {
            Type[] types = ((ParameterizedType) resource.getGenericSuperclass()).getActualTypeArguments();
            String kind = resource.getSimpleName();
            if (types[0] != Void.class) {
                collect(objects, types[0], schema.at("/properties/spec"), true, kind + ".spec");
            }
            collect(objects, types[1], schema.at("/properties/status"), false, kind + ".status");
        });
        return objects;
    }

    private static void collect(
            Map<String, ApiObject> objects, Type type, JsonNode schema, boolean wanted, String place) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            collect(objects, list.getActualTypeArguments()[0], schema.get("items"), wanted, place + "[]");
        } else if (type instanceof Class<?> object && (object.isRecord() || object == Condition.class)) {
            ApiObject met = objects.values().stream()
                    .filter(other -> other.type() == object)
                    .findFirst()
                    .orElseGet(() -> new ApiObject(object, schema, wanted, new ArrayList<>()));
            met.places().add(place);
            objects.put(place, met);
            if (object.isRecord()) {
                for (RecordComponent component : object.getRecordComponents()) {
                    collect(
                            objects,
                            component.getGenericType(),
                            schema.path("properties").path(component.getName()),
                            wanted,
                            place + "." + component.getName());
                }
            }
        }
    }

    boolean requires(String field) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(field)) {
                return true;
            }
        }
        return false;
    }
}
