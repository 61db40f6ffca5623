package io.fairlead.demo.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.negotiation.KubernetesProtobuf;
import java.util.Locale;

/**
 * A request, as it came.
 *
 * @param path without the query
 * @param accept the header, empty where there is none
 * @param contentType the header, empty where there is none
 */
record ApiRequest(String method, String path, Query query, String accept, String contentType, ByteString body) {

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
        return switch (mediaType()) {
            case "", "*/*", "application/json" -> {
                if (parsed() instanceof ObjectNode object) {
                    Json.removeNulls(object);
                    yield object;
                }
                throw ApiException.badRequest("the body of the request is not a JSON object");
            }
            case KubernetesProtobuf.MEDIA_TYPE -> protobuf();
            default ->
                throw ApiException.unsupportedMediaType(
                        "the body of the request was in an unknown format - accepted media types include: application/json, "
                                + KubernetesProtobuf.MEDIA_TYPE);
        };
    }

    private JsonNode parsed() {
        try {
            return Json.parse(body.toStringUtf8());
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the body of the request is not JSON: %s".formatted(e.getOriginalMessage()));
        }
    }

    private ObjectNode protobuf() {
        try {
            return KubernetesProtobuf.read(body);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
