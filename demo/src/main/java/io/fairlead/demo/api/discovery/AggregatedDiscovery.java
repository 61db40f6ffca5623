package io.fairlead.demo.api.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.negotiation.Accept.MediaType;
import java.util.stream.Stream;

/** Discovery in one document: an {@code APIGroupDiscoveryList}. */
final class AggregatedDiscovery {

    static final String CONTENT_TYPE = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AggregatedDiscovery() {}

    static boolean asked(MediaType type) {
        return type.as("APIGroupDiscoveryList", "apidiscovery.k8s.io", "v2");
    }

    static ObjectNode core(ResourceTypes types) {
        return list(types, types.groups().stream().filter(String::isEmpty));
    }

    static ObjectNode groups(ResourceTypes types) {
        return list(types, types.groups().stream().filter(group -> !group.isEmpty()));
    }

    private static ObjectNode list(ResourceTypes types, Stream<String> groups) {
        ObjectNode list =
                JSON.objectNode().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        list.putArray("items").addAll(groups.map(group -> group(types, group)).toList());
        return list;
    }

    private static ObjectNode group(ResourceTypes types, String group) {
        ObjectNode node = JSON.objectNode();
        ObjectNode metadata = node.putObject("metadata");
        if (!group.isEmpty()) {
            metadata.put("name", group);
        }
        node.putArray("versions")
                .addAll(types.versions(group).stream()
                        .map(version -> version(types, group, version))
                        .toList());
        return node;
    }

    private static ObjectNode version(ResourceTypes types, String group, String version) {
        ObjectNode node = JSON.objectNode().put("version", version);
        node.putArray("resources")
                .addAll(types.all(group, version).stream()
                        .map(AggregatedDiscovery::resource)
                        .toList());
        return node.put("freshness", "Current");
    }

    private static ObjectNode resource(ResourceType type) {
        ObjectNode node = JSON.objectNode().put("resource", type.plural());
        node.set("responseKind", kind(type.group(), type.version(), type.kind()));
        node.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", type.singular());
        Discovery.addNames(node, type);
        if (!type.subresources().isEmpty()) {
            node.putArray("subresources")
                    .addAll(type.subresources().stream()
                            .map(AggregatedDiscovery::subresource)
                            .toList());
        }
        return node;
    }

    private static ObjectNode subresource(Subresource subresource) {
        ObjectNode node = JSON.objectNode().put("subresource", subresource.name());
        node.set("responseKind", kind(subresource.group(), subresource.version(), subresource.kind()));
        subresource.verbs().forEach(node.putArray("verbs")::add);
        return node;
    }

    private static ObjectNode kind(String group, String version, String kind) {
        return JSON.objectNode().put("group", group).put("version", version).put("kind", kind);
    }
}
