package io.fairlead.demo.api;

import static io.fairlead.demo.api.Defaults.in;
import static io.fairlead.demo.api.Defaults.set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API fills in of what makes pods. */
final class WorkloadDefaults {

    private WorkloadDefaults() {}

    static void ofDeployment(ObjectNode deployment) {
        ObjectNode spec = Json.child(deployment, "spec");
        set(spec, "replicas", 1);
        set(spec, "revisionHistoryLimit", 10);
        set(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Json.child(spec, "strategy");
        set(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = Json.child(strategy, "rollingUpdate");
            set(rolling, "maxSurge", "25%");
            set(rolling, "maxUnavailable", "25%");
        }
        ofTemplate(spec);
    }

    static void ofReplicaSet(ObjectNode replicaSet) {
        ObjectNode spec = Json.child(replicaSet, "spec");
        set(spec, "replicas", 1);
        ofTemplate(spec);
    }

    private static void ofTemplate(ObjectNode spec) {
        in(spec, "template", template -> in(template, "spec", PodDefaults::ofSpec));
    }
}
