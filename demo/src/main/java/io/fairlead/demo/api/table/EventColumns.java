package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is shown of an Event: how often, and when first and last. */
final class EventColumns {

    static final List<Column> ALL = List.of(
            Column.timed("Last Seen", (event, ages) -> ages.since(last(event))),
            Column.text("Type", event -> event.path("type").asText()),
            Column.text("Reason", event -> event.path("reason").asText()),
            Column.text("Object", EventColumns::object),
            Column.text(
                            "Subobject",
                            event -> event.at("/involvedObject/fieldPath").asText())
                    .wide(),
            Column.text("Source", EventColumns::source).wide(),
            Column.text("Message", event -> event.path("message").asText().strip()),
            Column.timed("First Seen", (event, ages) -> ages.since(first(event)))
                    .wide(),
            Column.number("Count", EventColumns::count).wide(),
            new Column("Name", "string", "name", "", 1, Column.NAME.cell()));

    private EventColumns() {}

    private static JsonNode first(JsonNode event) {
        return present(event.path("firstTimestamp"), event.path("eventTime"));
    }

    private static JsonNode last(JsonNode event) {
        JsonNode single = present(event.path("lastTimestamp"), first(event));
        return present(event.at("/series/lastObservedTime"), single);
    }

    private static JsonNode present(JsonNode node, JsonNode otherwise) {
        return node.isTextual() ? node : otherwise;
    }

    private static long count(JsonNode event) {
        return event.at("/series/count").asLong(Math.max(1, event.path("count").asLong()));
    }

    private static String object(JsonNode event) {
        JsonNode object = event.path("involvedObject");
        String kind = object.path("kind").asText().toLowerCase(Locale.ROOT);
        String name = object.path("name").asText();
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(JsonNode event) {
        return Stream.of(
                        Texts.or(
                                event.at("/source/component"),
                                event.path("reportingComponent").asText()),
                        Texts.or(
                                event.at("/source/host"),
                                event.path("reportingInstance").asText()))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
