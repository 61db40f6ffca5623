package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Parts of objects in the words of a table. */
final class Texts {

    private static final int MOST = 3;

    private Texts() {}

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Returns a text, or what stands for none. */
    static String or(JsonNode text, String none) {
        return text.asText("").isEmpty() ? none : text.asText();
    }

    static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }

    /** Returns the first three and how many more there are. */
    static String few(List<String> words) {
        String shown = words.stream().limit(MOST).collect(Collectors.joining(","));
        return words.size() <= MOST ? shown : shown + " + " + (words.size() - MOST) + " more...";
    }

    static String labels(JsonNode labels) {
        return orNone(pairs(labels).collect(Collectors.joining(",")));
    }

    static String selector(JsonNode selector) {
        return orNone(Stream.concat(
                        pairs(selector.path("matchLabels")),
                        elements(selector.path("matchExpressions")).map(Texts::requirement))
                .collect(Collectors.joining(",")));
    }

    private static Stream<String> pairs(JsonNode labels) {
        return labels.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=" + label.getValue().asText());
    }

    private static String requirement(JsonNode requirement) {
        String key = requirement.path("key").asText();
        String values = elements(requirement.path("values"))
                .map(JsonNode::asText)
                .sorted()
                .collect(Collectors.joining(",", "(", ")"));
        return switch (requirement.path("operator").asText()) {
            case "In" -> key + " in " + values;
            case "NotIn" -> key + " notin " + values;
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }

    /** Returns a member of each container, as of a pod's spec. */
    static String containers(JsonNode podSpec, String member) {
        return elements(podSpec.path("containers"))
                .map(container -> container.path(member).asText())
                .collect(Collectors.joining(","));
    }
}
