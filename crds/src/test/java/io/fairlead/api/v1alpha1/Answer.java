package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the API server said.
 *
 * @param code the HTTP status
 * @param body the object that was asked for, or the Status that says what is wrong
 */
record Answer(int code, JsonNode body) {

    boolean isAccepted() {
        return code / 100 == 2;
    }

    /** Returns what the server found wrong, a line a fault, in no order of the server's; empty where it accepted. */
    List<String> faults() {
        if (isAccepted()) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        for (JsonNode cause : body.at("/details/causes")) {
            faults.add("%s: %s"
                    .formatted(
                            cause.path("field").asText(), cause.path("message").asText()));
        }
        if (faults.isEmpty()) {
            body.path("message").asText().lines().map(String::strip).forEach(faults::add);
        }
        return faults.stream().sorted().toList();
    }
}
