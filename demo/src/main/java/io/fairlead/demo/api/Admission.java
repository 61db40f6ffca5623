package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What happens to objects between their coming in and their being kept: what they leave out is filled in, and they are checked. */
final class Admission {

    private final BuiltInShape shape = new BuiltInShape();
    private final CustomAdmission custom = new CustomAdmission();
    private final ServiceAddresses addresses;

    Admission(ServiceAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Admits an object. One at a time.
     *
     * @param target where it will be
     * @param current what is there now; {@code null}: nothing
     * @throws ApiException where it is not valid
     */
    void admit(Target target, ObjectNode object, @Nullable ObjectNode current, Query query) {
        JsonNode schema = target.type().schema();
        if (schema != null) {
            custom.admit(target, schema, object, query.text("fieldValidation").equals("Strict"));
        } else {
            shape.check(object);
            BuiltInDefaults.apply(target.type(), object);
            BuiltInRules.check(target, object, current);
            complete(target, object, current);
        }
    }

    private void complete(Target target, ObjectNode object, @Nullable ObjectNode current) {
        switch (target.type().kind()) {
            case "CustomResourceDefinition" -> DefinitionStatus.set(object);
            case "Service" -> addresses.assign(object, current);
            case "Pod" -> {
                if (current == null) {
                    Json.child(object, "status").put("phase", "Pending").put("qosClass", qosClass(object));
                }
            }
            default -> {}
        }
    }

    /** Nothing is reserved for pods here: only whether they ask for anything tells their classes apart. */
    private static String qosClass(ObjectNode pod) {
        for (JsonNode container : pod.at("/spec/containers")) {
            JsonNode resources = container.path("resources");
            if (!resources.path("requests").isEmpty()
                    || !resources.path("limits").isEmpty()) {
                return "Burstable";
            }
        }
        return "BestEffort";
    }
}
