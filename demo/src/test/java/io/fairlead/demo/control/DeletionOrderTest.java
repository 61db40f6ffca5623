package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeletionOrderTest {

    private static final String EARLY = "2026-01-01T00:00:00Z";
    private static final String LATE = "2026-01-01T00:01:00Z";

    private static PodBuilder pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withCreationTimestamp(EARLY)
                .endMetadata()
                .withNewSpec()
                .withNodeName("node")
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(EARLY)
                .endCondition()
                .endStatus();
    }

    private static UnaryOperator<PodBuilder> ready(String status, String since) {
        return pod -> pod.editStatus()
                .editFirstCondition()
                .withStatus(status)
                .withLastTransitionTime(since)
                .endCondition()
                .endStatus();
    }

    private static UnaryOperator<PodBuilder> phase(String phase) {
        return pod -> pod.editStatus().withPhase(phase).endStatus();
    }

    private static UnaryOperator<PodBuilder> cost(String cost) {
        return pod -> pod.editMetadata()
                .addToAnnotations("controller.kubernetes.io/pod-deletion-cost", cost)
                .endMetadata();
    }

    private static UnaryOperator<PodBuilder> restarts(int count) {
        return pod -> pod.editStatus()
                .addNewContainerStatus()
                .withRestartCount(count)
                .endContainerStatus()
                .endStatus();
    }

    private static UnaryOperator<PodBuilder> created(String time) {
        return pod -> pod.editMetadata().withCreationTimestamp(time).endMetadata();
    }

    static Stream<Arguments> pairs() {
        UnaryOperator<PodBuilder> unbound =
                pod -> pod.editSpec().withNodeName(null).endSpec();
        UnaryOperator<PodBuilder> same = UnaryOperator.identity();
        return Stream.of(
                Arguments.of("not bound", unbound, same),
                Arguments.of("pending", phase("Pending"), same),
                Arguments.of("unknown", phase("Unknown"), same),
                Arguments.of("pending before unknown", phase("Pending"), phase("Unknown")),
                Arguments.of("not ready", ready("False", EARLY), same),
                Arguments.of("cheaper", cost("-1"), same),
                Arguments.of("not dearer", same, cost("5")),
                Arguments.of("ready for a shorter time", ready("True", LATE), same),
                Arguments.of("restarted more often", restarts(3), restarts(1)),
                Arguments.of("newer", created(LATE), same),
                Arguments.of("not ready before cheaper", ready("False", EARLY), cost("-1")),
                Arguments.of("a cost that is no number is none", cost("-1"), cost("low")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void goesFirst(String what, UnaryOperator<PodBuilder> first, UnaryOperator<PodBuilder> second) {
        // Given
        Pod one = first.apply(pod()).build();
        Pod other = second.apply(pod()).build();

        // When
        List<Pod> order = DeletionOrder.of(List.of(other, one));

        // Then
        assertThat(order).as(what).first().isSameAs(one);
    }

    @Test
    void ofTwoThatAreAlikeTheOrderIsTheSameHoweverTheyCome() {
        // Given
        Pod one = pod().editMetadata().withName("a").endMetadata().build();
        Pod other = pod().editMetadata().withName("b").endMetadata().build();

        // When
        List<Pod> order = DeletionOrder.of(List.of(other, one));

        // Then
        assertThat(order).containsExactly(one, other);
    }
}
