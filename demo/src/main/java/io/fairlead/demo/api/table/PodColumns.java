package io.fairlead.demo.api.table;

import static io.fairlead.demo.api.table.Texts.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is shown of a pod: its phase, or rather what its containers are at. */
final class PodColumns {

    static final List<Column> ALL = List.of(
            Column.NAME,
            Column.text("Ready", PodColumns::ready),
            Column.text("Status", PodColumns::status),
            Column.timed("Restarts", PodColumns::restarts),
            Column.AGE,
            Column.text("IP", pod -> Texts.or(pod.at("/status/podIP"), "<none>"))
                    .wide(),
            Column.text("Node", pod -> Texts.or(pod.at("/spec/nodeName"), "<none>"))
                    .wide(),
            Column.text("Nominated Node", pod -> Texts.or(pod.at("/status/nominatedNodeName"), "<none>"))
                    .wide(),
            Column.text("Readiness Gates", PodColumns::readinessGates).wide());

    private PodColumns() {}

    private static List<JsonNode> containers(JsonNode pod) {
        return elements(pod.at("/status/containerStatuses")).toList();
    }

    private static String ready(JsonNode pod) {
        long ready = containers(pod).stream().filter(PodColumns::isReady).count();
        return ready + "/" + pod.at("/spec/containers").size();
    }

    private static boolean isReady(JsonNode container) {
        return container.path("ready").asBoolean() && container.at("/state").has("running");
    }

    private static String status(JsonNode pod) {
        String phase = pod.at("/status/phase").asText();
        if (pod.at("/metadata").has("deletionTimestamp") && !phase.equals("Succeeded") && !phase.equals("Failed")) {
            return "Terminating";
        }
        String reason = containers(pod).stream()
                .map(PodColumns::reason)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Texts.or(pod.at("/status/reason"), phase));
        boolean running = containers(pod).stream().anyMatch(PodColumns::isReady);
        return reason.equals("Completed") && running ? (isTrue(pod, "Ready") ? "Running" : "NotReady") : reason;
    }

    private static Optional<String> reason(JsonNode container) {
        String waiting = container.at("/state/waiting/reason").asText();
        if (!waiting.isEmpty()) {
            return Optional.of(waiting);
        }
        JsonNode terminated = container.at("/state/terminated");
        if (terminated.isMissingNode()) {
            return Optional.empty();
        }
        int signal = terminated.path("signal").asInt();
        return Optional.of(Texts.or(
                terminated.path("reason"),
                signal != 0
                        ? "Signal:" + signal
                        : "ExitCode:" + terminated.path("exitCode").asInt()));
    }

    private static String restarts(JsonNode pod, Ages ages) {
        long restarts = containers(pod).stream()
                .mapToLong(container -> container.path("restartCount").asLong())
                .sum();
        return containers(pod).stream()
                .map(container -> container.at("/lastState/terminated/finishedAt"))
                .filter(JsonNode::isTextual)
                .max(Comparator.comparing(JsonNode::asText))
                .filter(last -> restarts > 0)
                .map(last -> restarts + " (" + ages.since(last) + " ago)")
                .orElse(String.valueOf(restarts));
    }

    private static String readinessGates(JsonNode pod) {
        JsonNode gates = pod.at("/spec/readinessGates");
        long ready = elements(gates)
                .filter(gate -> isTrue(pod, gate.path("conditionType").asText()))
                .count();
        return gates.isEmpty() ? "<none>" : ready + "/" + gates.size();
    }

    private static boolean isTrue(JsonNode pod, String condition) {
        return elements(pod.at("/status/conditions"))
                .anyMatch(each -> each.path("type").asText().equals(condition)
                        && each.path("status").asText().equals("True"));
    }
}
