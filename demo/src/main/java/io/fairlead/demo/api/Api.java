package io.fairlead.demo.api;

import com.google.protobuf.ByteString;
import io.fairlead.demo.api.negotiation.Document;
import io.fairlead.demo.api.table.Tables;
import io.fairlead.demo.net.AddressRange;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** An API server but for its connections: it answers requests of clients that have been let in. */
final class Api {

    private static final List<String> HEALTH = List.of("/healthz", "/livez", "/readyz");
    private static final List<String> FIRST_NAMESPACES = List.of("default", "kube-system");

    private final ObjectStore store = new ObjectStore();
    private final ServedTypes types = new ServedTypes(store);
    private final ResourceApi resources;

    Api(AddressRange services, Tokens tokens, InstantSource clock, RandomGenerator random) {
        Contents contents = new Contents(store, types);
        Removal removal = new Removal(store, contents);
        Admission admission = new Admission(new ServiceAddresses(store, services));
        Reading reading = new Reading(store, new Tables(clock));
        Creation creation = new Creation(store, admission, clock, random);
        Replacement replacement = new Replacement(store, admission, removal);
        Deletion deletion = new Deletion(store, contents, removal, clock);
        Subresources subresources =
                new Subresources(store, reading, replacement, deletion, new AccountTokens(store, tokens, clock), clock);
        resources = new ResourceApi(store, reading, creation, replacement, deletion, subresources);
        FIRST_NAMESPACES.forEach(this::createNamespace);
    }

    private void createNamespace(String name) {
        String body = Json.write(Json.object().set("metadata", Json.object().put("name", name)));
        answer(new ApiRequest("POST", "/api/v1/namespaces", Query.NONE, "", "", ByteString.copyFromUtf8(body)));
    }

    /** Returns whether a path is for everybody. */
    static boolean isPublic(String path) {
        return path.equals("/version") || isHealth(path);
    }

    private static boolean isHealth(String path) {
        return HEALTH.stream().anyMatch(health -> path.equals(health) || path.startsWith(health + "/"));
    }

    ObjectStore store() {
        return store;
    }

    /** Answers a request. It waits for nothing but for other requests. */
    Answer answer(ApiRequest request) {
        try {
            if (isHealth(request.path())) {
                return new Answer.Whole(200, new Document("text/plain", "ok".getBytes(StandardCharsets.UTF_8)));
            }
            return described(request)
                    .<Answer>map(document -> new Answer.Whole(200, document))
                    .orElseGet(() -> resources.answer(Target.parse(request.path(), types.types()), request));
        } catch (ApiException e) {
            return Answer.failure(e);
        }
    }

    private Optional<Document> described(ApiRequest request) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return types.discovery()
                .answer(request.path(), request.accept())
                .or(() -> types.openApi().answer(request.path(), request.accept()));
    }
}
