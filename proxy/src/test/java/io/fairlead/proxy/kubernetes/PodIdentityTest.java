package io.fairlead.proxy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PodIdentityTest {

    @Test
    void isReadFromTheEnvironment() {
        // Given
        Map<String, String> environment =
                Map.of("POD_NAME", "echo-lb-1", "POD_NAMESPACE", "shop", "POD_UID", "42", "HOME", "/");

        // When
        PodIdentity pod = PodIdentity.of(environment);

        // Then
        assertThat(pod).isEqualTo(new PodIdentity("echo-lb-1", "shop", "42"));
    }

    @Test
    void namesEachVariableThatIsMissingOrEmpty() {
        // Given
        Map<String, String> environment = Map.of("POD_NAMESPACE", "shop", "POD_UID", "");

        // When Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PodIdentity.of(environment))
                .withMessage("POD_NAME, POD_UID: not set (expected: the pod's own, by the downward API)");
    }
}
