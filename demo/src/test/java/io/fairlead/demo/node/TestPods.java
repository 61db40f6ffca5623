package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodFluent;
import java.util.function.Consumer;

/** Pods of one container, of the images that {@link TestNode} has, and what their statuses say. */
final class TestPods {

    static final String NAMESPACE = "shop";

    private TestPods() {}

    static Pod echoPod(String name) {
        return pod(
                name,
                spec -> spec.editFirstContainer()
                        .withImage("echo")
                        .addNewPort()
                        .withName("grpc")
                        .withContainerPort(50051)
                        .endPort()
                        .withNewReadinessProbe()
                        .withNewTcpSocket()
                        .withNewPort("grpc")
                        .endTcpSocket()
                        .withPeriodSeconds(1)
                        .endReadinessProbe()
                        .endContainer());
    }

    static Pod pod(String name, Consumer<PodFluent<PodBuilder>.SpecNested<PodBuilder>> change) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName("node")
                .addNewContainer()
                .withName("main")
                .withImage("shell")
                .endContainer()
                .endSpec();
        var spec = pod.editSpec();
        change.accept(spec);
        return spec.endSpec().build();
    }

    /** Returns a pod that is still there when its node has ended it, so that its last status can be read. */
    static Pod keptUntilItsNodeStoppedIt(String name, Consumer<PodFluent<PodBuilder>.SpecNested<PodBuilder>> change) {
        return new PodBuilder(pod(name, change))
                .editMetadata()
                .addToFinalizers("test/kept")
                .endMetadata()
                .build();
    }

    static ContainerStatus container(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }

    static boolean waiting(Pod pod, String reason) {
        return container(pod).getState().getWaiting() != null
                && container(pod).getState().getWaiting().getReason().equals(reason);
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
