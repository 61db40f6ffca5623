package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** Values as a fault shows them: in one line, and not too long. */
final class ValueText {

    private static final int MAX_LENGTH = 80;

    /** Text that would be read as something else, or not be seen, without its quotes. */
    private static final Pattern NEEDS_QUOTES = Pattern.compile(
            "|true|false|null|~|[-+]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?|0x[0-9a-fA-F]+|\\s.*|.*\\s");

    private ValueText() {}

    static String of(JsonNode value) {
        return value.isTextual() ? of(value.textValue()) : shortened(value.toString());
    }

    static String of(String value) {
        boolean plain = value.chars().noneMatch(Character::isISOControl)
                && !NEEDS_QUOTES.matcher(value).matches();
        return shortened(plain ? value : TextNode.valueOf(value).toString());
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 3) + "...";
    }
}
