package io.fairlead.demo.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What each image runs: its entrypoint as a command of this machine. A tag or digest means nothing. */
public final class Images {

    private record Refusal(String namespace, String name) {}

    private final Map<String, List<String>> entrypoints = new ConcurrentHashMap<>();
    private final Set<Refusal> refused = ConcurrentHashMap.newKeySet();

    /** Adds an image, or replaces what it runs from its containers' next start on; {@code name} has neither tag nor digest. */
    public Images put(String name, List<String> entrypoint) {
        entrypoints.put(name, List.copyOf(entrypoint));
        return this;
    }

    /** Makes an image one that the pods of a namespace cannot pull, as where they have no secret for its registry. */
    public void refuse(String namespace, String name) {
        refused.add(new Refusal(namespace, name));
    }

    /** Takes back {@link #refuse}. */
    public void allow(String namespace, String name) {
        refused.remove(new Refusal(namespace, name));
    }

    /** Returns what the image runs; empty where a pod of that namespace cannot pull it. */
    Optional<List<String>> entrypoint(String namespace, String image) {
        String name = name(image);
        return refused.contains(new Refusal(namespace, name))
                ? Optional.empty()
                : Optional.ofNullable(entrypoints.get(name));
    }

    private static String name(String image) {
        int digest = image.indexOf('@');
        String untouched = digest < 0 ? image : image.substring(0, digest);
        int tag = untouched.indexOf(':', untouched.lastIndexOf('/') + 1);
        return tag < 0 ? untouched : untouched.substring(0, tag);
    }
}
