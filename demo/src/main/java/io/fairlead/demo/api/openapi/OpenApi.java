package io.fairlead.demo.api.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.discovery.ResourceTypes;
import io.fairlead.demo.api.negotiation.Accept;
import io.fairlead.demo.api.negotiation.Document;
import java.util.Optional;

/** Tells clients the schemas of what is served. */
public final class OpenApi {

    private static final String V3 = "/openapi/v3";

    private final ResourceTypes types;

    public OpenApi(ResourceTypes types) {
        this.types = types;
    }

    /**
     * Answers a GET.
     *
     * @param path without the query, as in {@code /openapi/v3/apis/apps/v1}
     * @param accept the request's header; empty where it has none
     * @return empty where the path is none of OpenAPI's
     */
    public Optional<Document> answer(String path, String accept) {
        if (path.equals("/openapi/v2")) {
            return Optional.of(v2(accept));
        }
        OpenApiV3 v3 = new OpenApiV3(types);
        if (path.equals(V3)) {
            return Optional.of(Document.json(v3.index()));
        }
        return path.startsWith(V3 + "/")
                ? v3.document(path.substring(V3.length() + 1)).map(Document::json)
                : Optional.empty();
    }

    private Document v2(String accept) {
        ObjectNode document = OpenApiV2.document(types);
        boolean protobuf = Accept.parse(accept).types().stream()
                .map(Accept.MediaType::name)
                .findFirst()
                .filter(name -> name.equals(OpenApiV2Protobuf.ASKED) || name.equals(OpenApiV2Protobuf.CONTENT_TYPE))
                .isPresent();
        return protobuf
                ? new Document(OpenApiV2Protobuf.CONTENT_TYPE, OpenApiV2Protobuf.encode(document))
                : Document.json(document);
    }
}
