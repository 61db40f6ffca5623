package io.fairlead.operator.dependent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.config.OperatorConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of src/test/resources/desired has a load balancer and the operator's configuration, and every object that comes of them. */
class DesiredObjectsTest {

    private static final Golden GOLDEN = Golden.in("desired");
    private static final String IN = "in.yaml";
    private static final String CONFIG = "config.yaml";
    private static final List<String> OUT = List.of(
            "out-configmap.yaml",
            "out-deployment.yaml",
            "out-service.yaml",
            "out-serviceaccount.yaml",
            "out-role.yaml",
            "out-rolebinding.yaml");

    static List<String> cases() {
        return GOLDEN.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void objectsAreThoseOfTheGoldenFiles(String name) throws Exception {
        // Given
        GrpcLoadBalancer resource = GOLDEN.read(name, IN, GrpcLoadBalancer.class);
        OperatorConfig config = OperatorConfigFile.read(GOLDEN.file(name, CONFIG));

        // When
        Map<String, HasMetadata> objects = desired(resource, config);

        // Then
        assertThat(objects.keySet()).containsExactlyElementsOf(OUT);
        for (Map.Entry<String, HasMetadata> object : objects.entrySet()) {
            GOLDEN.assertSame(name, object.getKey(), object.getValue());
        }
    }

    @Test
    void everyGoldenFileIsUsed() throws IOException {
        // Given
        List<Path> used = GOLDEN.cases().stream()
                .flatMap(name ->
                        Stream.concat(Stream.of(IN, CONFIG), OUT.stream()).map(file -> GOLDEN.file(name, file)))
                .toList();

        // When
        List<Path> files = GOLDEN.files();

        // Then
        assertThat(files).containsExactlyInAnyOrderElementsOf(used);
    }

    /** All listeners are programmed. */
    private static Map<String, HasMetadata> desired(GrpcLoadBalancer resource, OperatorConfig config) {
        Map<String, HasMetadata> objects = new LinkedHashMap<>();
        objects.put("out-configmap.yaml", ConfigMapDependent.desired(resource));
        objects.put("out-deployment.yaml", DeploymentDependent.desired(resource, config));
        objects.put(
                "out-service.yaml",
                ServiceDependent.desired(
                        resource,
                        ServicePorts.of(
                                resource.getSpec().listeners(),
                                resource.getSpec().listeners(),
                                List.of())));
        objects.put("out-serviceaccount.yaml", ServiceAccountDependent.desired(resource));
        objects.put("out-role.yaml", RoleDependent.desired(resource));
        objects.put("out-rolebinding.yaml", RoleBindingDependent.desired(resource));
        return objects;
    }
}
