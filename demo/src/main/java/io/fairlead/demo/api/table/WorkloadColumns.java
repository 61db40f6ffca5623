package io.fairlead.demo.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** What is shown of Deployments, ReplicaSets and PodDisruptionBudgets. */
final class WorkloadColumns {

    private static final List<Column> TEMPLATE = List.of(
            Column.text("Containers", object -> Texts.containers(object.at("/spec/template/spec"), "name"))
                    .wide(),
            Column.text("Images", object -> Texts.containers(object.at("/spec/template/spec"), "image"))
                    .wide(),
            Column.text("Selector", object -> Texts.selector(object.at("/spec/selector")))
                    .wide());

    static final List<Column> DEPLOYMENT = Stream.concat(
                    Stream.of(
                            Column.NAME,
                            Column.text(
                                    "Ready",
                                    object -> object.at("/status/readyReplicas").asLong() + "/"
                                            + object.at("/spec/replicas").asLong()),
                            number("Up-to-date", "/status/updatedReplicas"),
                            number("Available", "/status/availableReplicas"),
                            Column.AGE),
                    TEMPLATE.stream())
            .toList();

    static final List<Column> REPLICA_SET = Stream.concat(
                    Stream.of(
                            Column.NAME,
                            number("Desired", "/spec/replicas"),
                            number("Current", "/status/replicas"),
                            number("Ready", "/status/readyReplicas"),
                            Column.AGE),
                    TEMPLATE.stream())
            .toList();

    static final List<Column> DISRUPTION_BUDGET = List.of(
            Column.NAME,
            Column.text("Min Available", object -> orNotApplicable(object.at("/spec/minAvailable"))),
            Column.text("Max Unavailable", object -> orNotApplicable(object.at("/spec/maxUnavailable"))),
            number("Allowed Disruptions", "/status/disruptionsAllowed"),
            Column.AGE);

    private WorkloadColumns() {}

    private static Column number(String name, String pointer) {
        return Column.number(name, object -> object.at(pointer).asLong());
    }

    private static String orNotApplicable(JsonNode amount) {
        return Texts.or(amount, "N/A");
    }
}
