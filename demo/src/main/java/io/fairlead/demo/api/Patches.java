package io.fairlead.demo.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.function.UnaryOperator;

/** The kinds of patches that clients send, by the media type of the body. */
final class Patches {

    private static final String JSON = "application/json-patch+json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";

    private Patches() {}

    /**
     * Returns what the body of {@code request} makes of an object.
     *
     * @param custom whether the object is of a kind that a CustomResourceDefinition defines
     * @throws ApiException where it is no patch, or one that does not go with such an object; the returned operator does so, too
     */
    static UnaryOperator<ObjectNode> of(ApiRequest request, boolean custom) {
        String type = request.mediaType();
        boolean known = type.equals(JSON) || type.equals(MERGE) || (type.equals(STRATEGIC) && !custom);
        if (type.equals(APPLY)) {
            throw ApiException.unsupportedMediaType(
                    "server-side apply is not served here - accepted media types include: " + accepted(custom));
        }
        if (!known) {
            throw ApiException.unsupportedMediaType(
                    "the body of the request was in an unknown format - accepted media types include: "
                            + accepted(custom));
        }
        JsonNode patch = parse(request);
        return switch (type) {
            case JSON -> object -> json(patch, object);
            case MERGE -> object -> checked(MergePatch.apply(object(patch), object));
            default -> object -> checked(StrategicMergePatch.apply(object(patch), object));
        };
    }

    private static String accepted(boolean custom) {
        return JSON + ", " + MERGE + (custom ? "" : ", " + STRATEGIC);
    }

    private static JsonNode parse(ApiRequest request) {
        try {
            return Json.parse(request.body().toStringUtf8());
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the patch is not JSON: %s".formatted(e.getOriginalMessage()));
        }
    }

    private static ObjectNode object(JsonNode patch) {
        if (patch instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest("the patch is not a JSON object");
    }

    private static ObjectNode json(JsonNode patch, ObjectNode object) {
        if (!(patch instanceof ArrayNode)) {
            throw ApiException.badRequest("the patch is not a list of operations");
        }
        try {
            return checked(JsonPatch.apply(patch, object));
        } catch (JsonPatchException e) {
            throw ApiException.unprocessable(
                    "the server rejected our request due to an error in our request: " + e.getMessage());
        }
    }

    private static ObjectNode checked(JsonNode patched) {
        if (patched instanceof ObjectNode object) {
            Json.removeNulls(object);
            return object;
        }
        throw ApiException.unprocessable("the patch leaves no object");
    }
}
