package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.negotiation.Document;
import io.fairlead.demo.api.table.Tables;
import io.fairlead.demo.api.table.Tables.IncludeObject;
import java.util.List;
import java.util.function.UnaryOperator;

/** Answers what only reads: an object, a list, and the watch of either. */
final class Reading {

    private final ObjectStore store;
    private final Tables tables;

    Reading(ObjectStore store, Tables tables) {
        this.store = store;
        this.tables = tables;
    }

    Answer get(Target target, ApiRequest request) {
        boolean watch = request.query().flag("watch");
        if (target.isCollection() || watch) {
            Selection selection = Selection.of(target.key(), request.query());
            return watch
                    ? new Answer.Events(WatchRequest.of(target, selection, request.query(), form(target, request)))
                    : answer(target, list(target, selection), request);
        }
        return answer(target, require(target.key()), request);
    }

    /** Throws {@link ApiException} where there is none. */
    ObjectNode require(ObjectKey key) {
        ObjectNode object = store.get(key);
        if (object == null) {
            throw ApiException.notFound(key.ref());
        }
        return object;
    }

    ObjectNode list(Target target, Selection selection) {
        return store.exclusively(() -> list(target, selection.of(store)));
    }

    /** Returns a list of these, of the version that all is of now. */
    ObjectNode list(Target target, List<ObjectNode> objects) {
        ObjectNode list = Json.object()
                .put("kind", target.type().listKind())
                .put("apiVersion", target.type().apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
        ArrayNode items = list.putArray("items");
        items.addAll(objects);
        return list;
    }

    private Answer answer(Target target, ObjectNode body, ApiRequest request) {
        String contentType = Tables.asked(request.accept()) ? Tables.CONTENT_TYPE : "application/json";
        JsonNode formed = form(target, request).apply(body);
        return new Answer.Whole(200, Document.json(contentType, formed));
    }

    private UnaryOperator<ObjectNode> form(Target target, ApiRequest request) {
        if (!Tables.asked(request.accept())) {
            return object -> object;
        }
        try {
            IncludeObject include = IncludeObject.parse(request.query().text("includeObject"));
            return object -> tables.table(target.type(), object, include);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
