package io.fairlead.proxy.kubernetes;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pod that this process runs in, as the downward API tells it.
 *
 * @param name {@code metadata.name}
 * @param namespace {@code metadata.namespace}
 * @param uid {@code metadata.uid}
 */
public record PodIdentity(String name, String namespace, String uid) {

    private static final String NAME = "POD_NAME";
    private static final String NAMESPACE = "POD_NAMESPACE";
    private static final String UID = "POD_UID";

    /**
     * Reads the environment variables {@code POD_NAME}, {@code POD_NAMESPACE} and {@code POD_UID}.
     *
     * @throws IllegalArgumentException with a message for the user, where one is not set
     */
    public static PodIdentity of(Map<String, String> environment) {
        String name = environment.getOrDefault(NAME, "");
        String namespace = environment.getOrDefault(NAMESPACE, "");
        String uid = environment.getOrDefault(UID, "");
        if (name.isEmpty() || namespace.isEmpty() || uid.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: not set (expected: the pod's own, by the downward API)".formatted(missing(environment)));
        }
        return new PodIdentity(name, namespace, uid);
    }

    private static String missing(Map<String, String> environment) {
        return Stream.of(NAME, NAMESPACE, UID)
                .filter(variable -> environment.getOrDefault(variable, "").isEmpty())
                .collect(Collectors.joining(", "));
    }
}
