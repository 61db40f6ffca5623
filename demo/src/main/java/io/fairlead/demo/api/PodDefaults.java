package io.fairlead.demo.api;

import static io.fairlead.demo.api.Defaults.each;
import static io.fairlead.demo.api.Defaults.in;
import static io.fairlead.demo.api.Defaults.set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the API fills in of pods, and of the pods that a template describes. */
final class PodDefaults {

    private static final int READABLE_BY_ALL = 0644;
    private static final List<String> CONTAINERS = List.of("containers", "initContainers");
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    private PodDefaults() {}

    /** Fills in a pod, which also gets the account that it runs as. */
    static void ofPod(ObjectNode pod) {
        ObjectNode spec = Json.child(pod, "spec");
        set(spec, "serviceAccountName", "default");
        set(spec, "serviceAccount", spec.path("serviceAccountName").asText());
        set(spec, "enableServiceLinks", true);
        ofSpec(spec);
    }

    static void ofSpec(ObjectNode spec) {
        set(spec, "restartPolicy", "Always");
        set(spec, "terminationGracePeriodSeconds", 30);
        set(spec, "dnsPolicy", "ClusterFirst");
        set(spec, "schedulerName", "default-scheduler");
        Json.child(spec, "securityContext");
        CONTAINERS.forEach(list -> each(spec, list, PodDefaults::ofContainer));
        each(spec, "volumes", PodDefaults::ofVolume);
    }

    private static void ofContainer(ObjectNode container) {
        set(container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
        set(container, "terminationMessagePath", "/dev/termination-log");
        set(container, "terminationMessagePolicy", "File");
        Json.child(container, "resources");
        each(container, "ports", port -> set(port, "protocol", "TCP"));
        each(
                container,
                "env",
                variable -> in(
                        variable, "valueFrom", from -> in(from, "fieldRef", field -> set(field, "apiVersion", "v1"))));
        PROBES.forEach(name -> in(container, name, PodDefaults::ofProbe));
    }

    private static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean changes = !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
        return changes ? "Always" : "IfNotPresent";
    }

    private static void ofProbe(ObjectNode probe) {
        set(probe, "timeoutSeconds", 1);
        set(probe, "periodSeconds", 10);
        set(probe, "successThreshold", 1);
        set(probe, "failureThreshold", 3);
        in(probe, "httpGet", get -> {
            set(get, "path", "/");
            set(get, "scheme", "HTTP");
        });
        in(probe, "grpc", grpc -> set(grpc, "service", ""));
    }

    private static void ofVolume(ObjectNode volume) {
        List.of("configMap", "secret", "downwardAPI", "projected")
                .forEach(source -> in(volume, source, files -> set(files, "defaultMode", READABLE_BY_ALL)));
    }
}
