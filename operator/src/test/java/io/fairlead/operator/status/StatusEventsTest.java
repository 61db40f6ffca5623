package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusEventsTest {

    @Test
    void aNewStatusOfAConditionIsToldWithItsMessage() {
        // Given
        GrpcLoadBalancerStatus before = status("Ready False BackendsDown");
        GrpcLoadBalancerStatus after = status("Ready True Ready");

        // When
        List<StatusEvent> events = StatusEvents.between(before, after);

        // Then
        assertThat(events).containsExactly(new StatusEvent(StatusEvent.Type.Normal, "Ready", "about Ready"));
    }

    @Test
    void aNewReasonIsTold() {
        // Given
        GrpcLoadBalancerStatus before = status("Ready False BackendsDown");
        GrpcLoadBalancerStatus after = status("Ready False NoEndpoints");

        // When
        List<StatusEvent> events = StatusEvents.between(before, after);

        // Then
        assertThat(events).containsExactly(new StatusEvent(StatusEvent.Type.Warning, "NoEndpoints", "about Ready"));
    }

    @Test
    void anotherMessageAloneIsNoNews() {
        // Given
        GrpcLoadBalancerStatus before = status("Ready False BackendsDown");
        GrpcLoadBalancerStatus after = status("Ready False BackendsDown");
        Objects.requireNonNull(after.conditions()).getFirst().setMessage("another backend");

        // When
        List<StatusEvent> events = StatusEvents.between(before, after);

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void whatTwoConditionsSayForOneReasonIsToldOnce() {
        // Given
        GrpcLoadBalancerStatus after = status("ResolvedRefs False ServiceNotFound", "Ready False ServiceNotFound");

        // When
        List<StatusEvent> events = StatusEvents.between(null, after);

        // Then
        assertThat(events)
                .containsExactly(new StatusEvent(StatusEvent.Type.Warning, "ServiceNotFound", "about ResolvedRefs"));
    }

    @Test
    void whatIsUnderWayIsNotTold() {
        // Given
        GrpcLoadBalancerStatus before = status("Programmed True Programmed", "Ready True Ready");
        GrpcLoadBalancerStatus after = status(
                "ResolvedRefs Unknown Pending",
                "Programmed False Pending",
                "Ready False Pending",
                "Reconciling True Pending");

        // When
        List<StatusEvent> events = StatusEvents.between(before, after);

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void aProxyThatIsNotHeardOfIsAWarning() {
        // Given
        GrpcLoadBalancerStatus after = status("Programmed Unknown ProxyUnreachable");

        // When
        List<StatusEvent> events = StatusEvents.between(null, after);

        // Then
        assertThat(events).extracting(StatusEvent::type).containsExactly(StatusEvent.Type.Warning);
    }

    @Test
    void whatSomeoneElsesConditionSaysIsNotTold() {
        // Given
        GrpcLoadBalancerStatus before = status("Ready True Ready");
        GrpcLoadBalancerStatus after = status("Ready True Ready", "example.com/Gate False Closed");

        // When
        List<StatusEvent> events = StatusEvents.between(before, after);

        // Then
        assertThat(events).isEmpty();
    }

    /** Makes a condition of each text: its type, status and reason. */
    private static GrpcLoadBalancerStatus status(String... conditions) {
        List<Condition> list = Stream.of(conditions)
                .map(condition -> condition.split(" ", 3))
                .map(words -> new ConditionBuilder()
                        .withType(words[0])
                        .withStatus(words[1])
                        .withReason(words[2])
                        .withMessage("about " + words[0])
                        .build())
                .toList();
        return new GrpcLoadBalancerStatus(3L, list, null, null, null, null, null, null, null);
    }
}
