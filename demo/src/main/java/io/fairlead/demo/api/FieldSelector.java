package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field selector as {@code ?fieldSelector=} has it: {@code spec.nodeName=node,status.phase!=Failed}; any field can be named. */
final class FieldSelector implements Predicate<ObjectNode> {

    private static final Pattern REQUIREMENT =
            Pattern.compile("(?<path>[A-Za-z][A-Za-z0-9.]*)(?<equality>==|=|!=)(?<value>(?:[^,=\\\\]|\\\\.)*)(?:,|$)");

    private record Requirement(List<String> path, String value, boolean equal) {

        boolean holds(JsonNode object) {
            JsonNode found = object;
            for (String field : path) {
                found = found.path(field);
            }
            return found.asText().equals(value) == equal;
        }
    }

    private final List<Requirement> requirements;

    private FieldSelector(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    /** Throws {@link ApiException} where it is none. */
    static FieldSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        Matcher requirement = REQUIREMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!requirement.find(at) || requirement.start() != at) {
                throw ApiException.badRequest("invalid selector: '%s'; can't understand '%s' (expected: FIELD=VALUE)"
                        .formatted(text, text.substring(at)));
            }
            requirements.add(new Requirement(
                    List.of(requirement.group("path").split("\\.")),
                    requirement.group("value").replaceAll("\\\\(.)", "$1"),
                    !requirement.group("equality").equals("!=")));
            at = requirement.end();
        }
        return new FieldSelector(requirements);
    }

    @Override
    public boolean test(ObjectNode object) {
        return requirements.stream().allMatch(requirement -> requirement.holds(object));
    }
}
