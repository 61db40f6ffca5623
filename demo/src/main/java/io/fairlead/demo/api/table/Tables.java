package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.negotiation.Accept;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Objects as the tables that kubectl prints: {@code Table} of {@code meta.k8s.io/v1}. */
public final class Tables {

    /** What a row holds of its object beside its cells. */
    public enum IncludeObject {
        NONE,
        METADATA,
        OBJECT;

        /**
         * Reads the query's parameter of this name.
         *
         * @param parameter empty where there is none: METADATA
         * @throws IllegalArgumentException where it is no such word; the message may be sent
         */
        public static IncludeObject parse(String parameter) {
            return switch (parameter) {
                case "None" -> NONE;
                case "", "Metadata" -> METADATA;
                case "Object" -> OBJECT;
                default ->
                    throw new IllegalArgumentException(
                            "includeObject: " + parameter + " (expected: None, Metadata or Object)");
            };
        }
    }

    /** What a table is answered as. */
    public static final String CONTENT_TYPE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final InstantSource clock;

    /**
     * Makes tables.
     *
     * @param clock tells how old things are
     */
    public Tables(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns whether a request asks for a table, rather than for the objects. */
    public static boolean asked(String accept) {
        return Accept.parse(accept).types().stream()
                .filter(type -> type.plainJson() || isTable(type))
                .findFirst()
                .filter(Tables::isTable)
                .isPresent();
    }

    private static boolean isTable(Accept.MediaType type) {
        return type.as("Table", "meta.k8s.io", "v1");
    }

    /**
     * Returns a table of one object, as of a GET or an event of a watch, or of the items of a list.
     *
     * @param object an object of the type, or a list of such: what has {@code items}
     */
    public ObjectNode table(ResourceType type, JsonNode object, IncludeObject include) {
        List<Column> columns = type.schema() == null ? BuiltInColumns.of(type) : CustomColumns.of(type.columns());
        Ages ages = new Ages(clock.instant());
        ObjectNode table = JSON.objectNode().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", listMetadata(object.path("metadata")));
        table.putArray("columnDefinitions")
                .addAll(columns.stream().map(Column::definition).toList());
        Stream<JsonNode> rows = object.has("items") ? Texts.elements(object.path("items")) : Stream.of(object);
        table.putArray("rows")
                .addAll(rows.map(each -> row(type, columns, each, ages, include))
                        .toList());
        return table;
    }

    /** A table has what a list has, and not what an object has. */
    private static ObjectNode listMetadata(JsonNode metadata) {
        ObjectNode node = JSON.objectNode();
        for (String member : List.of("resourceVersion", "continue", "remainingItemCount")) {
            if (metadata.has(member)) {
                node.set(member, metadata.path(member));
            }
        }
        return node;
    }

    private static ObjectNode row(
            ResourceType type, List<Column> columns, JsonNode object, Ages ages, IncludeObject include) {
        ObjectNode row = JSON.objectNode();
        row.putArray("cells")
                .addAll(columns.stream()
                        .map(column -> column.cell().of(object, ages))
                        .toList());
        row.set("object", included(type, object, include));
        return row;
    }

    private static JsonNode included(ResourceType type, JsonNode object, IncludeObject include) {
        return switch (include) {
            case NONE -> JSON.nullNode();
            case METADATA -> kind("PartialObjectMetadata", "meta.k8s.io/v1").set("metadata", object.path("metadata"));
            case OBJECT -> kind(type.kind(), type.apiVersion()).setAll((ObjectNode) object);
        };
    }

    private static ObjectNode kind(String kind, String apiVersion) {
        return JSON.objectNode().put("kind", kind).put("apiVersion", apiVersion);
    }
}
