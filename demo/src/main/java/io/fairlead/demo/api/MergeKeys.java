package io.fairlead.demo.api;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which lists of the built-in types a strategic merge patch merges, and by what field of their items. All others are replaced. */
final class MergeKeys {

    /** By the list's own name. */
    private static final Map<String, String> OF_LIST = Map.ofEntries(
            Map.entry("conditions", "type"),
            Map.entry("containers", "name"),
            Map.entry("env", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("podIPs", "ip"),
            Map.entry("resourceClaims", "name"),
            Map.entry("schedulingGates", "name"),
            Map.entry("secrets", "name"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumes", "name"));

    /** By the names of the field around it and its own, where the name alone does not tell. */
    private static final Map<String, String> OF_NESTED_LIST = Map.of(
            "containers.ports", "containerPort",
            "ephemeralContainers.ports", "containerPort",
            "initContainers.ports", "containerPort",
            "spec.ports", "port",
            "status.addresses", "type");

    /** Lists of texts of which each stands once. */
    private static final Set<String> SETS = Set.of("finalizers", "podCIDRs");

    private MergeKeys() {}

    /** Returns the key of the items of the list {@code name} in the field {@code parent}; {@code null} where it is not merged so. */
    static @Nullable String of(String parent, String name) {
        String nested = OF_NESTED_LIST.get(parent + "." + name);
        return nested != null ? nested : OF_LIST.get(name);
    }

    static boolean isSet(String name) {
        return SETS.contains(name);
    }
}
