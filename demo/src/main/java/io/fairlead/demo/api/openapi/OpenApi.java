package io.fairlead.demo.api.openapi;

import io.fairlead.demo.api.discovery.ResourceTypes;
import io.fairlead.demo.api.negotiation.Document;
import java.util.Optional;

/** Tells clients the schemas of what is served: {@code /openapi/v2} and {@code /openapi/v3}. */
public final class OpenApi {

    public OpenApi(ResourceTypes types) {}

    /**
     * Answers a GET.
     *
     * @param path without the query, as in {@code /openapi/v3/apis/apps/v1}
     * @param accept the request's header; empty where it has none
     * @return empty where the path is none of these
     */
    public Optional<Document> answer(String path, String accept) {
        return Optional.empty();
    }
}
