package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Answers TokenRequests: tokens of ServiceAccounts, which end after a time, and with the pod that they are bound to. */
final class AccountTokens {

    private static final long USUAL_SECONDS = 3600;
    private static final long LEAST_SECONDS = 600;
    private static final long MOST_SECONDS = 1L << 32;

    private final ObjectStore store;
    private final Tokens tokens;
    private final InstantSource clock;

    AccountTokens(ObjectStore store, Tokens tokens, InstantSource clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Returns the TokenRequest with a token in it.
     *
     * @param account the ServiceAccount's
     * @throws ApiException where there is no such account, or pod, or the lifetime is out of bounds
     */
    ObjectNode answer(ObjectKey account, ObjectNode request) {
        if (store.get(account) == null) {
            throw ApiException.notFound(account.ref());
        }
        ObjectNode spec = Json.child(request, "spec");
        long seconds = spec.path("expirationSeconds").asLong(USUAL_SECONDS);
        if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
            throw ApiException.badRequest(
                    "spec.expirationSeconds: %d (expected: %d-%d)".formatted(seconds, LEAST_SECONDS, MOST_SECONDS));
        }
        Instant end = clock.instant().plusSeconds(seconds);
        String token = tokens.issue(end, bound(account, spec.path("boundObjectRef")));
        spec.put("expirationSeconds", seconds);
        Json.child(request, "status").put("token", token).put("expirationTimestamp", Times.text(end));
        return request;
    }

    private BooleanSupplier bound(ObjectKey account, JsonNode reference) {
        if (!reference.path("kind").asText().equals("Pod")) {
            return () -> true;
        }
        ObjectKey pod = new ObjectKey(
                "", "v1", "pods", account.namespace(), reference.path("name").asText());
        String uid = reference.path("uid").asText();
        if (!isThere(pod, uid)) {
            throw ApiException.notFound(pod.ref());
        }
        return () -> isThere(pod, uid);
    }

    private boolean isThere(ObjectKey key, String uid) {
        ObjectNode object = store.get(key);
        return object != null && (uid.isEmpty() || Metadata.of(object).uid().equals(uid));
    }
}
