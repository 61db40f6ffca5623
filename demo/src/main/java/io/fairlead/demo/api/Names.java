package io.fairlead.demo.api;

import io.fairlead.demo.api.ApiException.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The names of objects. */
final class Names {

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int SUFFIX = 5;

    /** Neither vowels nor what looks like them: a suffix spells no word. */
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.\\.?$)[^/%]+");

    private static final List<String> LABELS = List.of("namespaces", "services");
    private static final List<String> SEGMENTS =
            List.of("roles", "rolebindings", "clusterroles", "clusterrolebindings");

    private Names() {}

    /** Returns a name that begins with {@code prefix}. */
    static String generate(String prefix, RandomGenerator random) {
        StringBuilder name = new StringBuilder(prefix.substring(0, Math.min(prefix.length(), LONGEST_LABEL - SUFFIX)));
        for (int i = 0; i < SUFFIX; i++) {
            name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return name.toString();
    }

    /** Throws {@link ApiException} where an object of the target's kind cannot have that name. */
    static void check(Target target, String name) {
        List<Cause> causes = new ArrayList<>();
        String plural = target.key().plural();
        String quoted = "\"" + name + "\"";
        if (SEGMENTS.contains(plural)) {
            if (!SEGMENT.matcher(name).matches()) {
                causes.add(Cause.invalid("metadata.name", quoted, "may not contain '/' or '%', or be '.' or '..'"));
            }
        } else if (LABELS.contains(plural)) {
            if (!LABEL.matcher(name).matches() || name.length() > LONGEST_LABEL) {
                causes.add(Cause.invalid(
                        "metadata.name",
                        quoted,
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start"
                                + " and end with an alphanumeric character (at most 63)"));
            }
        } else if (!SUBDOMAIN.matcher(name).matches() || name.length() > LONGEST) {
            causes.add(Cause.invalid(
                    "metadata.name",
                    quoted,
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                            + " start and end with an alphanumeric character (at most 253)"));
        }
        if (!causes.isEmpty()) {
            throw target.invalid(name, causes);
        }
    }
}
