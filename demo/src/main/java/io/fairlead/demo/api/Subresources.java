package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.ApiException.Cause;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** Answers what is asked of the subresources of objects. */
final class Subresources {

    private final ObjectStore store;
    private final Reading reading;
    private final Replacement replacement;
    private final Deletion deletion;
    private final AccountTokens accountTokens;
    private final InstantSource clock;

    Subresources(
            ObjectStore store,
            Reading reading,
            Replacement replacement,
            Deletion deletion,
            AccountTokens accountTokens,
            InstantSource clock) {
        this.store = store;
        this.reading = reading;
        this.replacement = replacement;
        this.deletion = deletion;
        this.accountTokens = accountTokens;
        this.clock = clock;
    }

    Answer answer(Target target, ApiRequest request) {
        return switch (target.subresource()) {
            case "status" -> status(target, request);
            case "scale" -> scale(target, request);
            case "token" ->
                post(
                        request,
                        () -> accountTokens.answer(
                                target.key(), request.object("authentication.k8s.io/v1", "TokenRequest")));
            case "binding" -> post(request, () -> bind(target, request));
            case "eviction" -> post(request, () -> evict(target, request));
            case "attach", "exec", "portforward" ->
                throw ApiException.notImplemented(target.subresource()
                        + " is not served here: the containers of this cluster are processes of this machine");
            default -> throw ApiException.noSuchResource();
        };
    }

    private interface Work {
        ObjectNode run();
    }

    private static Answer post(ApiRequest request, Work work) {
        if (!request.method().equals("POST")) {
            throw ApiException.methodNotAllowed();
        }
        return Answer.created(work.run());
    }

    private Answer status(Target target, ApiRequest request) {
        return switch (request.method()) {
            case "GET" -> Answer.ok(reading.require(target.key()));
            case "PUT", "PATCH" -> Answer.ok(replacement.replace(target, change(target, request), request.query()));
            default -> throw ApiException.methodNotAllowed();
        };
    }

    /** Returns what a PUT or a PATCH makes of an object. */
    static UnaryOperator<ObjectNode> change(Target target, ApiRequest request) {
        if (request.method().equals("PATCH")) {
            return Patches.of(request, target.isCustom());
        }
        ObjectNode wanted = request.object(target.type());
        return current -> wanted;
    }

    private Answer scale(Target target, ApiRequest request) {
        Scale scale = Scale.of(target, definition(target));
        UnaryOperator<ObjectNode> change = switch (request.method()) {
            case "GET" -> object -> object;
            case "PUT" -> {
                ObjectNode wanted = request.object("autoscaling/v1", "Scale");
                yield object -> scale.write(target, wanted, object);
            }
            case "PATCH" -> {
                UnaryOperator<ObjectNode> patch = Patches.of(request, false);
                yield object -> scale.write(target, patch.apply(scale.read(object)), object);
            }
            default -> throw ApiException.methodNotAllowed();
        };
        ObjectNode scaled = request.method().equals("GET")
                ? reading.require(target.key())
                : replacement.replace(target.at(target.key()), change, request.query());
        return Answer.ok(scale.read(scaled));
    }

    private JsonNode definition(Target target) {
        ObjectNode definition = store.get(ServedTypes.DEFINITIONS.named(
                target.type().plural() + "." + target.type().group()));
        return definition == null ? MissingNode.getInstance() : definition;
    }

    /** What a scheduler does. */
    private ObjectNode bind(Target target, ApiRequest request) {
        String node = request.object("v1", "Binding").at("/target/name").asText();
        if (node.isEmpty()) {
            throw ApiException.invalid("Binding", target.key().ref(), List.of(Cause.required("target.name", "")));
        }
        store.exclusively(() -> {
            replacement.replace(target.at(target.key()), pod -> onNode(target, pod, node), request.query());
            return replacement.replace(target.sub("status"), this::scheduled, request.query());
        });
        return success();
    }

    private static ObjectNode onNode(Target target, ObjectNode pod, String node) {
        ObjectNode spec = Json.child(pod, "spec");
        if (!spec.path("nodeName").asText().isEmpty()) {
            throw ApiException.conflict(
                    target.key().ref(),
                    "pod %s is already assigned to node \"%s\""
                            .formatted(
                                    target.key().name(), spec.path("nodeName").asText()));
        }
        spec.put("nodeName", node);
        return pod;
    }

    private ObjectNode scheduled(ObjectNode pod) {
        Json.child(pod, "status")
                .withArray("conditions")
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "True")
                .put("lastTransitionTime", Times.text(clock.instant()));
        return pod;
    }

    private ObjectNode evict(Target target, ApiRequest request) {
        request.object("policy/v1", "Eviction");
        deletion.delete(target.key(), Deletion.Options.none());
        return success();
    }

    private static ObjectNode success() {
        ObjectNode status =
                Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
        status.putObject("metadata");
        return status;
    }
}
