package io.fairlead.demo.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of objects that is served.
 *
 * @param group empty: core
 * @param columns those of a CustomResourceDefinition; empty where it names none, and for built-in kinds
 * @param schema the {@code openAPIV3Schema} of a CustomResourceDefinition; null for built-in kinds
 */
public record ResourceType(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        boolean namespaced,
        List<String> verbs,
        List<Subresource> subresources,
        List<PrinterColumn> columns,
        @Nullable JsonNode schema) {

    /** Returns what objects say of themselves, as in {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Returns the kind of a list of such objects. */
    public String listKind() {
        return kind + "List";
    }

    public Optional<Subresource> subresource(String name) {
        return subresources.stream()
                .filter(subresource -> subresource.name().equals(name))
                .findFirst();
    }
}
