package io.fairlead.demo.api.table;

import static io.fairlead.demo.api.table.Texts.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** What is shown of a node. */
final class NodeColumns {

    private static final String ROLE = "node-role.kubernetes.io/";

    static final List<Column> ALL = List.of(
            Column.NAME,
            Column.text("Status", NodeColumns::status),
            Column.text("Roles", NodeColumns::roles),
            Column.AGE,
            Column.text("Version", node -> info(node, "kubeletVersion").asText()),
            Column.text("Internal-IP", node -> address(node, "InternalIP")).wide(),
            Column.text("External-IP", node -> address(node, "ExternalIP")).wide(),
            Column.text("OS-Image", node -> Texts.or(info(node, "osImage"), "<unknown>"))
                    .wide(),
            Column.text("Kernel-Version", node -> Texts.or(info(node, "kernelVersion"), "<unknown>"))
                    .wide(),
            Column.text("Container-Runtime", node -> Texts.or(info(node, "containerRuntimeVersion"), "<unknown>"))
                    .wide());

    private NodeColumns() {}

    private static JsonNode info(JsonNode node, String member) {
        return node.at("/status/nodeInfo").path(member);
    }

    private static String status(JsonNode node) {
        String ready = elements(node.at("/status/conditions"))
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .map(condition -> condition.path("status").asText().equals("True") ? "Ready" : "NotReady")
                .findFirst()
                .orElse("Unknown");
        return node.at("/spec/unschedulable").asBoolean() ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(JsonNode node) {
        return Texts.orNone(node.at("/metadata/labels")
                .propertyStream()
                .map(label -> label.getKey())
                .filter(key -> key.startsWith(ROLE) && key.length() > ROLE.length())
                .map(key -> key.substring(ROLE.length()))
                .sorted()
                .collect(Collectors.joining(",")));
    }

    private static String address(JsonNode node, String type) {
        return elements(node.at("/status/addresses"))
                .filter(address -> address.path("type").asText().equals(type))
                .map(address -> address.path("address").asText())
                .findFirst()
                .orElse("<none>");
    }
}
