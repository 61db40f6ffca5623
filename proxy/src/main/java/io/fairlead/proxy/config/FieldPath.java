package io.fairlead.proxy.config;

import java.util.regex.Pattern;

/**
 * Where a field stands in a resource, such as {@code spec.listeners[0].port}.
 *
 * @param text the path; empty for the resource itself
 */
public record FieldPath(String text) {

    /** The resource itself. */
    public static final FieldPath ROOT = new FieldPath("");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    /** Returns the field of that name of what is here. */
    public FieldPath field(String name) {
        if (!PLAIN.matcher(name).matches()) {
            return new FieldPath(text + "[" + ValueText.of(name) + "]");
        }
        return new FieldPath(text.isEmpty() ? name : text + "." + name);
    }

    /** Returns the item of the list that is here. */
    public FieldPath item(int index) {
        return new FieldPath(text + "[" + index + "]");
    }

    /** Returns what is at {@code relative} from here, such as {@code .tcp.port}; empty: this. */
    public FieldPath resolve(String relative) {
        return new FieldPath(text.isEmpty() && !relative.isEmpty() ? relative.substring(1) : text + relative);
    }

    /** Returns the line that says what is wrong at this place. */
    String fault(String what) {
        return text.isEmpty() ? what : text + ": " + what;
    }

    /** Returns the line that says that {@code found} is not what was expected at this place. */
    String fault(String found, String expected) {
        return fault("%s (expected: %s)".formatted(found, expected));
    }
}
