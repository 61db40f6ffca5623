package io.fairlead.convert;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes names that Kubernetes takes of those that HAProxy takes, each once. */
final class Names {

    private static final int LONGEST = 63;

    private final Set<String> listeners = new HashSet<>();
    private final Set<String> backends = new HashSet<>();
    /** The last number that was put after a name. */
    private final Map<String, Integer> suffixes = new HashMap<>();

    private final Map<String, String> byBackend = new HashMap<>();

    /** Returns a new name for a listener of the section {@code name}. */
    String listener(String name) {
        return unique(name, listeners);
    }

    /** Returns the name of the backend of the section {@code name}, always the same. */
    String backend(String name) {
        return byBackend.computeIfAbsent(name, key -> unique(key, backends));
    }

    private String unique(String name, Set<String> taken) {
        String wanted = label(name, LONGEST);
        String found = wanted;
        while (!taken.add(found)) {
            String suffix = "-" + suffixes.merge(wanted, 2, (last, two) -> last + 1);
            found = label(wanted, LONGEST - suffix.length()) + suffix;
        }
        return found;
    }

    /** Returns {@code name} in lower-case letters, digits and -, a letter or digit first and last, of at most {@code longest} characters. */
    static String label(String name, int longest) {
        String label =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        String cut = label.substring(0, Math.min(longest, label.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "x" : cut;
    }
}
