package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;

/**
 * An object that the API server does not take and will not take the next time either: somebody has to change something. What may be of another kind,
 * such as a conflict or a fault of the server, is tried again a few times before it counts as one.
 */
final class Refusal {

    /** Bad request, forbidden (rights, quota, policy), not found (the namespace), too large, invalid. */
    private static final Set<Integer> CODES = Set.of(400, 403, 404, 413, 422);

    private static final int ATTEMPTS = 4;

    private Refusal() {}

    /**
     * Whether {@code fault} is one.
     *
     * @param attempts how often it was tried before, one time after the other
     */
    static boolean is(Exception fault, int attempts) {
        return fault instanceof KubernetesClientException answer
                && (CODES.contains(answer.getCode()) || (answer.getCode() > 0 && attempts >= ATTEMPTS));
    }

    /** Returns the API server's words, which name the object. */
    static String of(Exception fault) {
        Status status = fault instanceof KubernetesClientException refused ? refused.getStatus() : null;
        return status == null || status.getMessage() == null ? String.valueOf(fault.getMessage()) : status.getMessage();
    }
}
