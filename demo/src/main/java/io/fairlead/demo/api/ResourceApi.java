package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Answers requests for objects and collections. */
final class ResourceApi {

    private final ObjectStore store;
    private final Reading reading;
    private final Creation creation;
    private final Replacement replacement;
    private final Deletion deletion;
    private final Subresources subresources;

    ResourceApi(
            ObjectStore store,
            Reading reading,
            Creation creation,
            Replacement replacement,
            Deletion deletion,
            Subresources subresources) {
        this.store = store;
        this.reading = reading;
        this.creation = creation;
        this.replacement = replacement;
        this.deletion = deletion;
        this.subresources = subresources;
    }

    Answer answer(Target target, ApiRequest request) {
        if (!target.subresource().isEmpty()) {
            return subresources.answer(target, request);
        }
        return switch (request.method()) {
            case "GET" -> reading.get(target, request);
            case "POST" -> create(target, request);
            case "PUT", "PATCH" -> replace(target, request);
            case "DELETE" -> target.isCollection() ? deleteAll(target, request) : delete(target, request);
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private Answer create(Target target, ApiRequest request) {
        if (!target.isCollection()) {
            throw ApiException.methodNotAllowed();
        }
        return Answer.created(creation.create(target, request.object(target.type()), request.query()));
    }

    private Answer replace(Target target, ApiRequest request) {
        if (target.isCollection()) {
            throw ApiException.methodNotAllowed();
        }
        return Answer.ok(replacement.replace(target, Subresources.change(target, request), request.query()));
    }

    private Answer delete(Target target, ApiRequest request) {
        Deletion.Options options = Deletion.Options.of(request);
        return store.exclusively(() -> {
            ObjectNode before = reading.require(target.key());
            ObjectNode left = deletion.delete(target.key(), options);
            return Answer.ok(left == null ? deleted(target, before) : left);
        });
    }

    private static ObjectNode deleted(Target target, ObjectNode object) {
        ObjectNode status =
                Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
        status.putObject("metadata");
        status.set(
                "details",
                target.key().ref().details().put("uid", Metadata.of(object).uid()));
        return status;
    }

    private Answer deleteAll(Target target, ApiRequest request) {
        Deletion.Options options = Deletion.Options.of(request);
        Selection selection = Selection.of(target.key(), request.query());
        return store.exclusively(() -> {
            List<ObjectNode> objects = selection.of(store);
            objects.forEach(object -> deletion.delete(target.key().of(Metadata.of(object)), options));
            return Answer.ok(reading.list(target, objects));
        });
    }
}
