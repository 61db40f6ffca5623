package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PodStatusesTest {

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void aPodWhoseContainersAreReadyIsReady() {
        // When
        PodStatus status = status(new PodStatus(), START.plusSeconds(3), running("a", true), running("b", true));

        // Then
        assertThat(status.getPhase()).isEqualTo("Running");
        assertThat(conditions(status))
                .isEqualTo(Map.of(
                        "Initialized", "True", "Ready", "True", "ContainersReady", "True", "PodScheduled", "True"));
        assertThat(status.getPodIP()).isEqualTo("198.18.0.2");
        assertThat(status.getPodIPs())
                .hasSize(1)
                .first()
                .satisfies(ip -> assertThat(ip.getIp()).isEqualTo("198.18.0.2"));
        assertThat(status.getHostIP()).isEqualTo("198.18.0.1");
        assertThat(status.getStartTime()).isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void aContainerThatIsNotReadyIsNamed() {
        // When
        PodStatus status = status(new PodStatus(), START, running("a", true), running("b", false));

        // Then
        assertThat(status.getPhase()).isEqualTo("Running");
        assertThat(condition(status, "Ready"))
                .extracting(PodCondition::getStatus, PodCondition::getReason, PodCondition::getMessage)
                .containsExactly("False", "ContainersNotReady", "containers with unready status: [b]");
    }

    @Test
    void aPodIsPendingUntilEachContainerHasRun() {
        // Given
        ContainerStatus creating = container("b", false)
                .withState(new ContainerStateBuilder()
                        .withNewWaiting(null, "ContainerCreating")
                        .build())
                .build();

        // When
        PodStatus status = status(new PodStatus(), START, running("a", true), creating);

        // Then
        assertThat(status.getPhase()).isEqualTo("Pending");
    }

    @Test
    void aPodWhoseContainerWaitsToBeRestartedIsRunningStill() {
        // Given
        ContainerStatus backOff = container("a", false)
                .withState(new ContainerStateBuilder()
                        .withNewWaiting(null, "CrashLoopBackOff")
                        .build())
                .withLastState(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(1)
                        .endTerminated()
                        .build())
                .build();

        // When
        PodStatus status = status(new PodStatus(), START, backOff);

        // Then
        assertThat(status.getPhase()).isEqualTo("Running");
    }

    @Test
    void aConditionKeepsTheTimeOfItsTransition() {
        // Given
        PodStatus before = status(new PodStatus(), START, running("a", false));

        // When
        PodStatus after = status(before, START.plusSeconds(5), running("a", true));

        // Then
        assertThat(condition(after, "Initialized").getLastTransitionTime()).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(condition(after, "Ready").getLastTransitionTime()).isEqualTo("2026-11-24T10:00:05Z");
    }

    private static PodStatus status(PodStatus before, Instant now, ContainerStatus... containers) {
        return PodStatuses.of(before, "198.18.0.2", "198.18.0.1", START, List.of(containers), now);
    }

    private static ContainerStatus running(String name, boolean ready) {
        return container(name, ready)
                .withState(new ContainerStateBuilder()
                        .withNewRunning("2026-11-24T10:00:00Z")
                        .build())
                .build();
    }

    private static ContainerStatusBuilder container(String name, boolean ready) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withReady(ready)
                .withNewLastState()
                .endLastState();
    }

    private static Map<String, String> conditions(PodStatus status) {
        return status.getConditions().stream()
                .collect(Collectors.toMap(PodCondition::getType, PodCondition::getStatus));
    }

    private static PodCondition condition(PodStatus status, String type) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
