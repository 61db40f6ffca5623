package io.fairlead.demo.api;

import java.util.Map;

/** The parameters of a request; of one that stands there more than once, the first. */
record Query(Map<String, String> parameters) {

    static final Query NONE = new Query(Map.of());

    /** Returns it, empty where it is not given. */
    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean flag(String name) {
        return text(name).equals("true") || text(name).equals("1");
    }

    /**
     * Returns a whole number of at least 0; {@code fallback} where it is not given.
     *
     * @throws ApiException where it is something else
     */
    long number(String name, long fallback) {
        String value = text(name);
        if (value.isEmpty()) {
            return fallback;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw ApiException.badRequest("%s: %s (expected: a whole number)".formatted(name, value));
        }
        return Long.parseLong(value);
    }

    /** Returns whether nothing is to be kept of what the request does. */
    boolean isDryRun() {
        String value = text("dryRun");
        if (!value.isEmpty() && !value.equals("All")) {
            throw ApiException.badRequest("dryRun: %s (expected: All)".formatted(value));
        }
        return !value.isEmpty();
    }
}
