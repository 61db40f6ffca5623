package io.fairlead.demo.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All kinds that are served: an immutable table, made anew when a CustomResourceDefinition comes, changes or goes. */
public final class ResourceTypes {

    private final Map<Path, ResourceType> types = new LinkedHashMap<>();

    private ResourceTypes(Stream<ResourceType> types) {
        types.forEach(type -> this.types.putIfAbsent(new Path(type.group(), type.version(), type.plural()), type));
    }

    /** Returns the built-in kinds, and those of these CustomResourceDefinitions. */
    public static ResourceTypes of(Collection<? extends JsonNode> definitions) {
        return new ResourceTypes(
                Stream.concat(BuiltInTypes.all().stream(), definitions.stream().flatMap(CustomTypes::of)));
    }

    /**
     * Returns the kind that is served at a path.
     *
     * @param group empty: core
     * @param plural as in the path: {@code pods}
     */
    public Optional<ResourceType> find(String group, String version, String plural) {
        return Optional.ofNullable(types.get(new Path(group, version, plural)));
    }

    /** Returns all, in the order in which discovery names them: core first. */
    public List<ResourceType> all() {
        return List.copyOf(types.values());
    }

    /** Returns the names of all groups, core (the empty name) first. */
    public List<String> groups() {
        return types.values().stream().map(ResourceType::group).distinct().toList();
    }

    /** Returns the versions of a group, the preferred one first. */
    public List<String> versions(String group) {
        return types.values().stream()
                .filter(type -> type.group().equals(group))
                .map(ResourceType::version)
                .distinct()
                .toList();
    }

    /** Returns the kinds of one version of a group; none where it is not served. */
    public List<ResourceType> all(String group, String version) {
        return types.values().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .toList();
    }

    private record Path(String group, String version, String plural) {}
}
