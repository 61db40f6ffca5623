package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** docs/api.md: each field of the resources, a section for each type of object. */
final class ApiPage {

    static final String UPDATE_COMMAND = "mvn -pl crds test -Dtest=ApiPageTest -Ddocs.update=true";

    private static final String INTRODUCTION = """
            # The resources, field by field

            `fairlead.io/v1alpha1`. What stands here is what the API server, `./fairlead check` and the proxy go by, and what
            `kubectl explain glb.spec.listeners` says.

            - **Omitted** is what it means to leave a field out. Fields that are **required** have to be there.
            - **HAProxy** is HAProxy's word for the field: of `spec` that of its configuration, of `status` that of its statistics (`show stat`).
            - Durations are whole numbers with the units `h`, `m`, `s` and `ms`, as in `500ms`, `2s` or `1m30s`, in all less than 100000 hours.
            - An unknown field is a fault in a file. `kubectl apply` warns of it or refuses it, by its `--validate`.
            """;

    private final Javadoc javadoc;
    private final Map<Class<?>, JsonNode> schemas = new LinkedHashMap<>();
    private final Examples examples;

    ApiPage(Javadoc javadoc, CrdYaml crds, List<Class<? extends CustomResource<?, ?>>> resources, Examples examples) {
        this.javadoc = javadoc;
        this.examples = examples;
        for (var resource : resources) {
            schemas.put(resource, crds.definition(resource).at("/spec/versions/0/schema/openAPIV3Schema"));
        }
    }

    String text() throws JsonProcessingException {
        Map<String, ApiObject> objects = ApiObject.byPlace(schemas);
        StringBuilder page = new StringBuilder("<!-- Generated from the types in crds/. To do it again: %s -->\n\n%s"
                .formatted(UPDATE_COMMAND, INTRODUCTION));
        for (Class<?> resource : schemas.keySet()) {
            page.append("\n## %s\n\n%s\n".formatted(resource.getSimpleName(), javadoc.of(resource)));
            page.append(ApiSection.rules(schemas.get(resource)));
            page.append(contents(objects, resource.getSimpleName() + "."));
        }
        for (ApiObject object : new LinkedHashSet<>(objects.values())) {
            page.append(new ApiSection(object, javadoc, examples).text());
        }
        return page.toString();
    }

    private static String contents(Map<String, ApiObject> objects, String kind) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(kind))
                .map(object -> "| `%s` | [%s](#%s) |\n"
                        .formatted(
                                object.getKey().substring(kind.length()),
                                object.getValue().type().getSimpleName(),
                                ApiSection.anchor(object.getValue().type())))
                .collect(Collectors.joining("", "\n| at | stands |\n| --- | --- |\n", ""));
    }
}
