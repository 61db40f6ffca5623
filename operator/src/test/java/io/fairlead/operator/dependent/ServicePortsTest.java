package io.fairlead.operator.dependent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of src/test/resources/service-ports has a load balancer, the Service that there is, the names of the listeners that are programmed, and the
 * Service that comes of them.
 */
class ServicePortsTest {

    private static final Golden GOLDEN = Golden.in("service-ports");
    private static final String IN = "in.yaml";
    private static final String SHOWN = "shown.yaml";
    private static final String PROGRAMMED = "programmed.yaml";
    private static final String OUT = "out-service.yaml";

    static List<String> cases() {
        return GOLDEN.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void serviceIsThatOfTheGoldenFile(String name) throws IOException {
        // Given
        GrpcLoadBalancer resource = GOLDEN.read(name, IN, GrpcLoadBalancer.class);
        List<ServicePort> shown =
                GOLDEN.read(name, SHOWN, Service.class).getSpec().getPorts();
        List<String> names = Arrays.asList(GOLDEN.read(name, PROGRAMMED, String[].class));
        List<Listener> listeners = resource.getSpec().listeners();
        List<Listener> programmed = listeners.stream()
                .filter(listener -> names.contains(listener.name()))
                .toList();

        // When
        List<ServicePort> ports = ServicePorts.of(listeners, programmed, shown);

        // Then
        GOLDEN.assertSame(name, OUT, ServiceDependent.desired(resource, ports));
    }

    @Test
    void thereIsNothingToShowWithoutAServiceAndAProgrammedListener() {
        // Given
        List<Listener> listeners = GOLDEN.read("gains-a-port", IN, GrpcLoadBalancer.class)
                .getSpec()
                .listeners();

        // When
        List<ServicePort> ports = ServicePorts.of(listeners, List.of(), List.of());

        // Then
        assertThat(ports).isEmpty();
    }

    @Test
    void everyGoldenFileIsUsed() throws IOException {
        // Given
        List<Path> used = GOLDEN.cases().stream()
                .flatMap(name -> Stream.of(IN, SHOWN, PROGRAMMED, OUT).map(file -> GOLDEN.file(name, file)))
                .toList();

        // When
        List<Path> files = GOLDEN.files();

        // Then
        assertThat(files).containsExactlyInAnyOrderElementsOf(used);
    }
}
