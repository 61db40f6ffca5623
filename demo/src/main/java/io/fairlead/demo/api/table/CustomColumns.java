package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.demo.api.discovery.PrinterColumn;
import java.util.List;
import java.util.stream.Stream;

/** The columns that a CustomResourceDefinition asks for, after the name; the age where it asks for none. */
final class CustomColumns {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CustomColumns() {}

    static List<Column> of(List<PrinterColumn> columns) {
        Stream<Column> own =
                columns.isEmpty() ? Stream.of(Column.AGE) : columns.stream().map(CustomColumns::column);
        return Stream.concat(Stream.of(Column.NAME), own).toList();
    }

    private static Column column(PrinterColumn column) {
        return new Column(
                column.name(),
                column.type(),
                column.format(),
                column.description(),
                column.priority(),
                JsonPath.parse(column.jsonPath())
                        .map(path -> cell(column.type(), path))
                        .orElse((object, ages) -> JSON.textNode("<unsupported JSONPath>")));
    }

    private static Column.Cell cell(String type, JsonPath path) {
        return (object, ages) ->
                path.find(object).map(found -> cell(type, found, ages)).orElse(JSON.nullNode());
    }

    /** What is not of the column's type is not shown. */
    private static JsonNode cell(String type, JsonNode found, Ages ages) {
        return switch (type) {
            case "string" -> JSON.textNode(found.isValueNode() ? found.asText() : found.toString());
            case "date" -> JSON.textNode(ages.since(found));
            case "integer" -> found.isNumber() ? JSON.numberNode(found.asLong()) : JSON.nullNode();
            case "number" -> found.isNumber() ? found : JSON.nullNode();
            case "boolean" -> found.isBoolean() ? found : JSON.nullNode();
            default -> JSON.nullNode();
        };
    }
}
