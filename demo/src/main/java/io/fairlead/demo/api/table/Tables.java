package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.negotiation.Accept;
import java.time.InstantSource;

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

    public static final String CONTENT_TYPE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    /**
     * Makes tables.
     *
     * @param clock tells how old things are
     */
    public Tables(InstantSource clock) {}

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
        return object.deepCopy();
    }
}
