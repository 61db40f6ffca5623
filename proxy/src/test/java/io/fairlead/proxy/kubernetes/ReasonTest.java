package io.fairlead.proxy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void isWhatTheApiServerSays() {
        // Given
        KubernetesClientException failure = new KubernetesClientException(
                "Failure executing: GET",
                new KubernetesClientException(new StatusBuilder()
                        .withMessage("configmaps \"echo-lb\" is forbidden")
                        .withCode(403)
                        .build()));

        // When
        String reason = Reason.of(failure);

        // Then
        assertThat(reason).isEqualTo("configmaps \"echo-lb\" is forbidden");
    }

    @Test
    void isWhatTheInnermostCauseSaysElse() {
        // Given
        Throwable failure =
                new KubernetesClientException("Operation: [list] failed", new IOException("a", new IOException("b\n")));

        // When
        String reason = Reason.of(failure);

        // Then
        assertThat(reason).isEqualTo("b");
    }

    @Test
    void isThatItCannotConnectAndNotWhatThatWasDueTo() {
        // Given
        ConnectException refused = new ConnectException();
        refused.initCause(new ClosedChannelException());

        // When
        String reason = Reason.of(new KubernetesClientException("Operation: [list] failed", refused));

        // Then
        assertThat(reason).isEqualTo("ConnectException");
    }
}
