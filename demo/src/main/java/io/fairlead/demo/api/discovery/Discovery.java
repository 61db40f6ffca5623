package io.fairlead.demo.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.negotiation.Accept;
import io.fairlead.demo.api.negotiation.Document;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells clients which kinds are served.
 *
 * <p>kubectl asks for all of it at once, in two aggregated documents; older ones, and other clients, ask for a list of groups and then
 * for each of their versions.
 */
public final class Discovery {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ResourceTypes types;

    public Discovery(ResourceTypes types) {
        this.types = types;
    }

    /**
     * Answers a GET.
     *
     * @param path without the query, as in {@code /apis/apps/v1}
     * @param accept the request's header; empty where it has none
     * @return empty where the path is none of discovery's
     */
    public Optional<Document> answer(String path, String accept) {
        List<String> parts = Stream.of(path.split("/", -1)).skip(1).toList();
        return switch (parts.getFirst()) {
            case "version" -> parts.size() == 1 ? Optional.of(Document.json(version())) : Optional.empty();
            case "api" ->
                switch (parts.size()) {
                    case 1 -> Optional.of(all(accept, AggregatedDiscovery.core(types), coreVersions()));
                    case 2 -> resources("", parts.get(1));
                    default -> Optional.empty();
                };
            case "apis" ->
                switch (parts.size()) {
                    case 1 -> Optional.of(all(accept, AggregatedDiscovery.groups(types), groups()));
                    case 2 -> group(parts.get(1)).map(Document::json);
                    case 3 -> resources(parts.get(1), parts.get(2));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static Document all(String accept, JsonNode aggregated, JsonNode plain) {
        return Accept.parse(accept).types().stream()
                .flatMap(type -> AggregatedDiscovery.asked(type)
                        ? Stream.of(Document.json(AggregatedDiscovery.CONTENT_TYPE, aggregated))
                        : type.plainJson() ? Stream.of(Document.json(plain)) : Stream.empty())
                .findFirst()
                .orElseGet(() -> Document.json(plain));
    }

    /** The version whose behaviour clients may expect; they read no more than its first two numbers. */
    private static ObjectNode version() {
        return JSON.objectNode()
                .put("major", "1")
                .put("minor", "32")
                .put("gitVersion", "v1.32.0+fairlead-demo")
                .put("gitCommit", "")
                .put("gitTreeState", "")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "")
                .put("platform", "");
    }

    private static ObjectNode coreVersions() {
        ObjectNode versions = JSON.objectNode().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode list = JSON.objectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        list.putArray("groups")
                .addAll(types.groups().stream()
                        .filter(name -> !name.isEmpty())
                        .map(this::groupNamed)
                        .toList());
        return list;
    }

    private Optional<ObjectNode> group(String name) {
        return types.groups().contains(name) && !name.isEmpty()
                ? Optional.of(groupNamed(name).put("kind", "APIGroup").put("apiVersion", "v1"))
                : Optional.empty();
    }

    private ObjectNode groupNamed(String name) {
        List<ObjectNode> versions = types.versions(name).stream()
                .map(version -> JSON.objectNode()
                        .put("groupVersion", name + "/" + version)
                        .put("version", version))
                .toList();
        ObjectNode group = JSON.objectNode().put("name", name);
        group.putArray("versions").addAll(versions);
        group.set("preferredVersion", versions.getFirst().deepCopy());
        return group;
    }

    private Optional<Document> resources(String group, String version) {
        List<ResourceType> served = types.all(group, version);
        if (served.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = JSON.objectNode()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", served.getFirst().apiVersion());
        list.putArray("resources")
                .addAll(served.stream().flatMap(Discovery::resources).toList());
        return Optional.of(Document.json(list));
    }

    private static Stream<ObjectNode> resources(ResourceType type) {
        ObjectNode own = JSON.objectNode()
                .put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        addNames(own, type);
        return Stream.concat(
                Stream.of(own), type.subresources().stream().map(subresource -> subresource(type, subresource)));
    }

    private static ObjectNode subresource(ResourceType type, Subresource subresource) {
        ObjectNode node = JSON.objectNode()
                .put("name", type.plural() + "/" + subresource.name())
                .put("singularName", "")
                .put("namespaced", type.namespaced());
        if (!subresource.group().equals(type.group())) {
            node.put("group", subresource.group()).put("version", subresource.version());
        }
        node.put("kind", subresource.kind());
        subresource.verbs().forEach(node.putArray("verbs")::add);
        return node;
    }

    /** Adds what both forms call the same. */
    static void addNames(ObjectNode node, ResourceType type) {
        type.verbs().forEach(node.putArray("verbs")::add);
        if (!type.shortNames().isEmpty()) {
            type.shortNames().forEach(node.putArray("shortNames")::add);
        }
        if (!type.categories().isEmpty()) {
            type.categories().forEach(node.putArray("categories")::add);
        }
    }
}
