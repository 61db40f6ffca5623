package io.fairlead.demo.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.discovery.ResourceType;
import java.util.Locale;

/**
 * A request, as it came.
 *
 * @param path without the query
 * @param accept the header, empty where there is none
 * @param contentType the header, empty where there is none
 */
record ApiRequest(String method, String path, Query query, String accept, String contentType, String body) {

    /** Returns the media type of the body, without its parameters. */
    String mediaType() {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the body, an object of that kind.
     *
     * @throws ApiException where it is none
     */
    ObjectNode object(String apiVersion, String kind) {
        ObjectNode object = json();
        String foundKind = object.path("kind").asText();
        String foundVersion = object.path("apiVersion").asText();
        if (foundKind.isEmpty() && foundVersion.isEmpty()) {
            object.put("kind", kind).put("apiVersion", apiVersion);
        } else if (!foundKind.equals(kind) || !foundVersion.equals(apiVersion)) {
            throw ApiException.badRequest("%s in version \"%s\" cannot be handled as a %s in version \"%s\""
                    .formatted(foundKind, foundVersion, kind, apiVersion));
        }
        return object;
    }

    ObjectNode object(ResourceType type) {
        return object(type.apiVersion(), type.kind());
    }

    /** Returns the body, which is a JSON object; an empty one where there is no body. */
    ObjectNode options() {
        return body.isEmpty() ? Json.object() : json();
    }

    private ObjectNode json() {
        String type = mediaType();
        if (type.equals("application/vnd.kubernetes.protobuf")) {
            throw ApiException.unsupportedMediaType(
                    "the body of the request is protobuf (expected: application/json, which kubectl sends for"
                            + " apply -f, create -f and what it makes by --dry-run=client -o yaml)");
        }
        if (!type.isEmpty() && !type.equals("application/json") && !type.equals("*/*")) {
            throw ApiException.unsupportedMediaType(
                    "the body of the request was in an unknown format - accepted media types include: application/json");
        }
        try {
            if (Json.parse(body) instanceof ObjectNode object) {
                Json.removeNulls(object);
                return object;
            }
            throw ApiException.badRequest("the body of the request is not a JSON object");
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the body of the request is not JSON: %s".formatted(e.getOriginalMessage()));
        }
    }
}
