package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

    private static final ObjectKey CONTROLLER = new ObjectKey("shop", "echo");
    private static final ObjectKey POD = new ObjectKey("shop", "pod");

    private final TestClock clock = new TestClock();
    private final Expectations expectations = new Expectations(clock);

    private static Pod pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("pod")
                .endMetadata()
                .build();
    }

    private static Pod leaving() {
        return new PodBuilder(pod())
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
    }

    @Test
    void whatIsCreatedIsExpectedUntilItIsSeen() {
        // Given
        expectations.creates(CONTROLLER, POD);
        boolean before = expectations.pending(CONTROLLER).isPresent();

        // When
        expectations.seen(pod());

        // Then
        assertThat(before).isTrue();
        assertThat(expectations.pending(CONTROLLER)).isEmpty();
    }

    @Test
    void whatIsDeletedIsExpectedUntilItIsSeenToLeave() {
        // Given
        expectations.deletes(CONTROLLER, POD);
        expectations.seen(pod());
        boolean before = expectations.pending(CONTROLLER).isPresent();

        // When
        expectations.seen(leaving());

        // Then
        assertThat(before).isTrue();
        assertThat(expectations.pending(CONTROLLER)).isEmpty();
    }

    @Test
    void whatIsGoneIsExpectedNoMore() {
        // Given
        expectations.deletes(CONTROLLER, POD);

        // When
        expectations.gone(pod());

        // Then
        assertThat(expectations.pending(CONTROLLER)).isEmpty();
    }

    @Test
    void whatCameToNothingIsExpectedNoMore() {
        // Given
        expectations.creates(CONTROLLER, POD);

        // When
        expectations.forget(POD);

        // Then
        assertThat(expectations.pending(CONTROLLER)).isEmpty();
    }

    @Test
    void whatWasMissedIsExpectedForHalfAMinute() {
        // Given
        expectations.creates(CONTROLLER, POD);
        clock.advance(Duration.ofSeconds(29));
        assertThat(expectations.pending(CONTROLLER)).contains(Duration.ofSeconds(1));

        // When
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(expectations.pending(CONTROLLER)).isEmpty();
    }

    @Test
    void eachControllerWaitsForItsOwn() {
        // When
        expectations.creates(CONTROLLER, POD);

        // Then
        assertThat(expectations.pending(new ObjectKey("shop", "other"))).isEmpty();
    }
}
