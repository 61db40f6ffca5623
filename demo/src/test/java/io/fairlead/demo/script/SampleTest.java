package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ListenerMode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTest {

    /** It is asked nothing. */
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build())
            .build();

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource(ListenerMode.class)
    void itsListenerHasTheModeThatIsAskedFor(ListenerMode mode) {
        // Given
        client.resources(GrpcLoadBalancer.class).inNamespace("default").withName("echo");

        // When
        List<HasMetadata> objects = Sample.objects(client, mode);

        // Then
        assertThat(objects)
                .extracting(HasMetadata::getKind)
                .containsExactly("Deployment", "Service", "GrpcLoadBalancer");
        assertThat(((GenericKubernetesResource) objects.getLast()).<String>get("spec", "listeners", 0, "mode"))
                .isEqualTo(mode.name());
    }
}
