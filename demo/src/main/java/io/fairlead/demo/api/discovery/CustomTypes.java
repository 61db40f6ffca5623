package io.fairlead.demo.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The kinds that CustomResourceDefinitions define. */
final class CustomTypes {

    private static final List<String> CHANGE = List.of("get", "patch", "update");

    private CustomTypes() {}

    /** Returns those of a definition: one for each version that is served. */
    static Stream<ResourceType> of(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        return elements(spec.path("versions"))
                .filter(version -> version.path("served").asBoolean())
                .map(version -> type(spec, version));
    }

    private static ResourceType type(JsonNode spec, JsonNode version) {
        JsonNode names = spec.path("names");
        String kind = names.path("kind").asText();
        return new ResourceType(
                spec.path("group").asText(),
                version.path("name").asText(),
                kind,
                names.path("plural").asText(),
                names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                texts(names.path("shortNames")),
                texts(names.path("categories")),
                spec.path("scope").asText().equals("Namespaced"),
                BuiltInTypes.VERBS,
                subresources(spec, version),
                elements(version.path("additionalPrinterColumns"))
                        .map(CustomTypes::column)
                        .toList(),
                version.path("schema").path("openAPIV3Schema"));
    }

    private static List<Subresource> subresources(JsonNode spec, JsonNode version) {
        List<Subresource> subresources = new ArrayList<>();
        if (version.path("subresources").has("scale")) {
            subresources.add(new Subresource("scale", "autoscaling", "v1", "Scale", CHANGE));
        }
        if (version.path("subresources").has("status")) {
            subresources.add(new Subresource(
                    "status",
                    spec.path("group").asText(),
                    version.path("name").asText(),
                    spec.path("names").path("kind").asText(),
                    CHANGE));
        }
        return List.copyOf(subresources);
    }

    private static PrinterColumn column(JsonNode column) {
        return new PrinterColumn(
                column.path("name").asText(),
                column.path("type").asText(),
                column.path("format").asText(),
                column.path("description").asText(),
                column.path("priority").asInt(),
                column.path("jsonPath").asText());
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
