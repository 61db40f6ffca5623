package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.demo.api.negotiation.Document;

/** What a request is answered with. */
sealed interface Answer {

    /** Something whole. */
    record Whole(int code, Document document) implements Answer {}

    /** Events, as long as the client watches. */
    record Events(WatchRequest watch) implements Answer {}

    static Answer ok(JsonNode body) {
        return new Whole(200, Document.json(body));
    }

    static Answer created(JsonNode body) {
        return new Whole(201, Document.json(body));
    }

    static Answer failure(ApiException failure) {
        return new Whole(failure.code(), Document.json(failure.status()));
    }
}
