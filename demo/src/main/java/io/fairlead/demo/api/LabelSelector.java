package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label selector as {@code ?labelSelector=} has it: {@code app=echo,tier!=db,env in (a, b),!canary}. */
final class LabelSelector implements Predicate<JsonNode> {

    private static final String KEY = "(?<key>[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?)";
    private static final String VALUE = "(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?";
    private static final Pattern REQUIREMENT =
            Pattern.compile("\\s*(?:(?<absent>!\\s*" + KEY.replace("key", "gone") + ")"
                    + "|" + KEY + "\\s*(?<equality>==|=|!=)\\s*(?<value>" + VALUE + ")"
                    + "|" + KEY.replace("key", "of") + "\\s+(?<set>in|notin)\\s*\\((?<values>\\s*" + VALUE
                    + "\\s*(?:,\\s*" + VALUE
                    + "\\s*)*)\\)"
                    + "|" + KEY.replace("key", "there") + ")\\s*(?:,|$)");

    private final List<Predicate<JsonNode>> requirements;

    private LabelSelector(List<Predicate<JsonNode>> requirements) {
        this.requirements = requirements;
    }

    /** Throws {@link ApiException} where it is none. */
    static LabelSelector parse(String text) {
        List<Predicate<JsonNode>> requirements = new ArrayList<>();
        Matcher requirement = REQUIREMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!requirement.find(at) || requirement.start() != at) {
                throw ApiException.badRequest("unable to parse requirement: found '%s' (expected: a label selector)"
                        .formatted(text.substring(at)));
            }
            requirements.add(of(requirement));
            at = requirement.end();
        }
        return new LabelSelector(requirements);
    }

    /** Returns the one that objects hold: {@code matchLabels} and {@code matchExpressions}. */
    static LabelSelector of(JsonNode selector) {
        List<Predicate<JsonNode>> requirements = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> requirements.add(
                        in(label.getKey(), new String[] {label.getValue().asText()}, true)));
        selector.path("matchExpressions").forEach(expression -> requirements.add(ofExpression(expression)));
        return new LabelSelector(requirements);
    }

    private static Predicate<JsonNode> ofExpression(JsonNode expression) {
        String key = expression.path("key").asText();
        List<String> values = new ArrayList<>();
        expression.path("values").forEach(value -> values.add(value.asText()));
        return switch (expression.path("operator").asText()) {
            case "In" -> in(key, values.toArray(String[]::new), true);
            case "NotIn" -> in(key, values.toArray(String[]::new), false);
            case "Exists" -> labels -> labels.has(key);
            default -> labels -> !labels.has(key);
        };
    }

    private static Predicate<JsonNode> of(Matcher requirement) {
        if (requirement.group("absent") != null) {
            String key = requirement.group("gone");
            return labels -> !labels.has(key);
        }
        if (requirement.group("there") != null) {
            String key = requirement.group("there");
            return labels -> labels.has(key);
        }
        if (requirement.group("set") != null) {
            return in(
                    requirement.group("of"),
                    requirement.group("values").split(","),
                    requirement.group("set").equals("in"));
        }
        String[] value = {requirement.group("value")};
        return in(
                requirement.group("key"), value, !requirement.group("equality").equals("!="));
    }

    /** An object without the label is not in any set. */
    private static Predicate<JsonNode> in(String key, String[] values, boolean wanted) {
        Set<String> set = new TreeSet<>();
        for (String value : values) {
            set.add(value.strip());
        }
        return labels -> (labels.has(key) && set.contains(labels.path(key).asText())) == wanted;
    }

    /** Returns whether it selects what has these labels. */
    @Override
    public boolean test(JsonNode labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }
}
