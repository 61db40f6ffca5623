package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path to a value, in Kubernetes' dialect of JSONPath, as far as columns of CustomResourceDefinitions use it: members
 * ({@code .status}, {@code .labels.fairlead\.io/name}, {@code ['name']}), elements ({@code [0]}, {@code [-1]}, {@code [*]}), and elements that
 * have a member of some value ({@code [?(@.type=="Ready")]}).
 */
record JsonPath(List<Step> steps) {

    private static final Pattern STEP = Pattern.compile(String.join(
            "|",
            "\\.(?<member>(?:[^.\\[\\\\]|\\\\.)+)",
            "\\['(?<quoted>[^']+)'\\]",
            "\\[(?<index>\\*|-?\\d{1,9})\\]",
            "\\[\\?\\(@(?<path>(?:\\.[^.=\\s]+)+)\\s*==\\s*(?<value>\"[^\"]*\"|'[^']*'|[\\w.-]+)\\)\\]"));

    /** Leads from a value to some of those in it. */
    interface Step {
        Stream<JsonNode> from(JsonNode node);
    }

    /** Returns empty where the path is none, or has more than this can do. */
    static Optional<JsonPath> parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                return Optional.empty();
            }
            steps.add(step(matcher.toMatchResult()));
            end = matcher.end();
        }
        return Optional.of(new JsonPath(List.copyOf(steps)));
    }

    private static Step step(MatchResult match) {
        if (match.group("member") != null) {
            return member(match.group("member").replaceAll("\\\\(.)", "$1"));
        }
        if (match.group("quoted") != null) {
            return member(match.group("quoted"));
        }
        if (match.group("index") != null) {
            return match.group("index").equals("*") ? Texts::elements : element(Integer.parseInt(match.group("index")));
        }
        return having(match.group("path").replace('.', '/'), unquoted(match.group("value")));
    }

    private static Step member(String name) {
        return node -> Stream.of(node.path(name));
    }

    private static Step element(int index) {
        return node -> Stream.of(node.path(index < 0 ? node.size() + index : index));
    }

    private static Step having(String pointer, String value) {
        return node -> Texts.elements(node)
                .filter(element -> element.at(pointer).asText().equals(value));
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") || value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
    }

    /** Returns the first value that the path leads to. */
    Optional<JsonNode> find(JsonNode object) {
        Stream<JsonNode> found = Stream.of(object);
        for (Step step : steps) {
            found = found.flatMap(step::from);
        }
        return found.filter(node -> !node.isMissingNode() && !node.isNull()).findFirst();
    }
}
