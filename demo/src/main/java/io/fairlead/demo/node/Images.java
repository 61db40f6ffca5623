package io.fairlead.demo.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What each image runs: its entrypoint as a command of this machine. A tag or digest means nothing. */
public final class Images {

    private final Map<String, List<String>> entrypoints = new ConcurrentHashMap<>();

    /** Adds an image, or replaces what it runs from its containers' next start on; {@code name} has neither tag nor digest. */
    public Images put(String name, List<String> entrypoint) {
        entrypoints.put(name, List.copyOf(entrypoint));
        return this;
    }

    /** Makes an image one that cannot be pulled. */
    public void remove(String name) {
        entrypoints.remove(name);
    }

    /** Returns what the image runs; empty where it cannot be pulled. */
    Optional<List<String>> entrypoint(String image) {
        return Optional.ofNullable(entrypoints.get(name(image)));
    }

    private static String name(String image) {
        int digest = image.indexOf('@');
        String untouched = digest < 0 ? image : image.substring(0, digest);
        int tag = untouched.indexOf(':', untouched.lastIndexOf('/') + 1);
        return tag < 0 ? untouched : untouched.substring(0, tag);
    }
}
