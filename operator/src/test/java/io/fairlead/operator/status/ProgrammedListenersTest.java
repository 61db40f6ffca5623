package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgrammedListenersTest {

    @Test
    void aListenerIsProgrammedOnceEveryReadyProxyListensThere() {
        // Given
        Scene scene = Scene.of("listener-added");

        // When
        List<Listener> programmed = ProgrammedListeners.of(scene.observed());

        // Then
        assertThat(programmed).extracting(Listener::name).containsExactly("grpc");
    }

    @Test
    void aListenerOfThatNameOnAnotherPortIsNotProgrammed() {
        // Given
        Scene scene = Scene.allWell();
        scene.reports.forEach(report -> report.setStatus(listening(report.getStatus(), "grpc", 50051)));

        // When
        List<Listener> programmed = ProgrammedListeners.of(scene.observed());

        // Then
        assertThat(programmed).isEmpty();
    }

    @Test
    void aProxyThatIsNotReadyOrLeavesIsNotAsked() {
        // Given
        Scene scene = Scene.of("listener-added");
        scene.pods.getLast().getMetadata().setDeletionTimestamp("2026-11-24T11:59:59Z");

        // When
        List<Listener> programmed = ProgrammedListeners.of(scene.observed());

        // Then
        assertThat(programmed).extracting(Listener::name).containsExactly("grpc", "admin");
    }

    @Test
    void aReadyProxyThatHasNotReportedHoldsAllBack() {
        // Given
        Scene scene = Scene.of("scale-up");

        // When
        List<Listener> programmed = ProgrammedListeners.of(scene.observed());

        // Then
        assertThat(programmed).isEmpty();
    }

    @Test
    void withNoReadyProxyNoneIs() {
        // Given
        Scene scene = Scene.of("not-ready");

        // When
        List<Listener> programmed = ProgrammedListeners.of(scene.observed());

        // Then
        assertThat(programmed).isEmpty();
    }

    private static ProxyReportStatus listening(ProxyReportStatus said, String name, int port) {
        return new ProxyReportStatus(
                said.uid(),
                said.observedGeneration(),
                null,
                null,
                said.renewTime(),
                List.of(new ListenerStatus(name, port, null)),
                said.backends());
    }
}
