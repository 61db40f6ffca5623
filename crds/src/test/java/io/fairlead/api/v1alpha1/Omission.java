package io.fairlead.api.v1alpha1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Javadoc of a component says, taken apart.
 *
 * @param meaning what the component means
 * @param omitted what it means to leave it out, empty where nothing is said of that
 */
record Omission(String meaning, String omitted) {

    private static final Pattern PARTS =
            Pattern.compile("(?<before>.*?)[;.] [oO]mitted: (?<omitted>[^.]*)\\.(?<after>.*)");

    static Omission of(String sentences) {
        Matcher parts = PARTS.matcher(sentences);
        return parts.matches()
                ? new Omission(parts.group("before") + "." + parts.group("after"), parts.group("omitted"))
                : new Omission(sentences, "");
    }
}
