package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.Map;

/** The Node object that stands for the node: ready, with room for more pods than a test has. */
final class NodeRegistration {

    private static final Map<String, Quantity> ROOM =
            Map.of("cpu", new Quantity("64"), "memory", new Quantity("256Gi"), "pods", new Quantity("500"));

    private final KubernetesClient client;
    private final String name;

    NodeRegistration(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    void create(String address) {
        String now = PodStatuses.text(Instant.now());
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .build();
        client.nodes().resource(node).createOr(existing -> existing.update());
        NodeStatus status = new NodeStatusBuilder()
                .withCapacity(ROOM)
                .withAllocatable(ROOM)
                .addNewAddress(address, "InternalIP")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("NodeAgentReady")
                .withMessage("the node agent runs pods as processes")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .build();
        client.nodes()
                .withName(name)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        new NodeBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withStatus(status)
                                .build());
    }

    void delete() {
        client.nodes().withName(name).delete();
    }
}
