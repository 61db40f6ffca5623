package io.fairlead.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Examples of objects, cut out of resources that the API server accepts. */
final class Examples {

    /** By their kind. */
    private final ObjectNode resources = CrdYaml.MAPPER.createObjectNode();

    /** Reads {@code files}; what several of one kind have goes together. */
    static Examples read(List<Path> files) throws IOException {
        Examples examples = new Examples();
        for (Path file : files) {
            ObjectNode resource = (ObjectNode) CrdYaml.MAPPER.readTree(file.toFile());
            examples.resources.withObject("/" + resource.path("kind").asText()).setAll(resource);
        }
        return examples;
    }

    /** Returns the first object at {@code place}, a path that begins with the resource's kind, within all that leads to it. */
    String at(String place) throws JsonProcessingException {
        List<String> steps = List.of(place.split("\\.", -1));
        JsonNode branch = branch(resources.path(steps.getFirst()), steps.subList(1, steps.size()))
                .orElseThrow(() -> new IllegalStateException("No example of " + place));
        return CrdYaml.MAPPER.writeValueAsString(branch);
    }

    private static Optional<JsonNode> branch(JsonNode node, List<String> steps) {
        if (steps.isEmpty()) {
            return Optional.of(node);
        }
        String step = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        String name = step.replace("[]", "");
        JsonNode child = node.path(name);
        ObjectNode parent = CrdYaml.MAPPER.createObjectNode();
        if (child.isMissingNode()) {
            return Optional.empty();
        }
        if (step.equals(name)) {
            return branch(child, rest).map(inner -> parent.set(name, inner));
        }
        return StreamSupport.stream(child.spliterator(), false)
                .flatMap(item -> branch(item, rest).stream())
                .findFirst()
                .map(inner -> parent.set(name, CrdYaml.MAPPER.createArrayNode().add(inner)));
    }
}
