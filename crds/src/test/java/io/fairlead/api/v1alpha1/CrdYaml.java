package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The CustomResourceDefinition of a resource class, as the YAML that is committed. */
final class CrdYaml {

    static final String UPDATE_COMMAND = "mvn -pl crds test -Dtest=CrdYamlTest -Dcrds.update=true";

    static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private final SchemaCompletion completion;

    CrdYaml(Javadoc javadoc) {
        completion = new SchemaCompletion(Descriptions.ofWhatIsWanted(javadoc));
    }

    String of(Class<? extends CustomResource<?, ?>> resource) throws JsonProcessingException {
        return "# Generated from %s. To do it again: %s\n".formatted(resource.getName(), UPDATE_COMMAND)
                + MAPPER.writeValueAsString(sorted(definition(resource)));
    }

    /** Returns the schema of the resource as JSON, without descriptions. */
    String schemaOf(Class<? extends CustomResource<?, ?>> resource) throws JsonProcessingException {
        JsonNode schema = sorted(definition(resource).at("/spec/versions/0/schema/openAPIV3Schema"));
        removeDescriptions(schema);
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    JsonNode definition(Class<? extends CustomResource<?, ?>> resource) {
        ObjectNode crd = MAPPER.valueToTree(generate(resource));
        ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
        orderColumns(version, resource);
        completion.complete((ObjectNode) version.at("/schema/openAPIV3Schema"), resource);
        return crd;
    }

    private static HasMetadata generate(Class<? extends CustomResource<?, ?>> resource) {
        List<HasMetadata> generated = new ArrayList<>();
        new CRDGenerator()
                .customResourceClasses(List.of(resource))
                .forCRDVersions("v1")
                .withParallelGenerationEnabled(false)
                .withOutput(new Discarded())
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata crd, String version) {
                        generated.add(crd);
                        return crd;
                    }
                })
                .generate();
        return generated.getFirst();
    }

    /** The generator sorts the columns; kubectl shows them as they come. */
    private static void orderColumns(ObjectNode version, Class<?> resource) {
        Map<String, JsonNode> columns = new TreeMap<>();
        version.path("additionalPrinterColumns")
                .forEach(column -> columns.put(column.path("name").asText(), column));
        if (!columns.isEmpty()) {
            var ordered = version.putArray("additionalPrinterColumns");
            for (var column : resource.getAnnotationsByType(AdditionalPrinterColumn.class)) {
                ordered.add(columns.get(column.name()));
            }
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = MAPPER.createObjectNode();
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return sorted.setAll(fields);
        }
        if (node.isArray()) {
            var sorted = MAPPER.createArrayNode();
            node.forEach(item -> sorted.add(sorted(item)));
            return sorted;
        }
        return node;
    }

    /** A property that is called so is an object, and stays. */
    private static void removeDescriptions(JsonNode schema) {
        if (schema.path("description").isTextual()) {
            ((ObjectNode) schema).remove("description");
        }
        schema.forEach(CrdYaml::removeDescriptions);
    }

    private static final class Discarded implements CRDGenerator.CRDOutput<OutputStream> {

        @Override
        public OutputStream outputFor(String crdName) {
            return new ByteArrayOutputStream();
        }

        @Override
        public URI crdURI(String crdName) {
            return Path.of(crdName).toUri();
        }

        @Override
        public void close() throws IOException {}
    }
}
