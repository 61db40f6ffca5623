package io.fairlead.proxy.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointsV1ApiTest {

    private final EndpointsV1Api api = new EndpointsV1Api();

    @Test
    void readyAddressesOfThePortAreTargetsInEachSubset() {
        // Given
        Endpoints endpoints = endpoints("""
                subsets:
                - addresses:
                  - {ip: 10.0.0.2, targetRef: {kind: Pod, name: echo-a}}
                  - {ip: "2001:db8::1"}
                  notReadyAddresses: [{ip: 10.0.0.3}]
                  ports: [{name: grpc, port: 50051}, {name: admin, port: 8080}, {name: grpc, port: 1, protocol: UDP}]
                - addresses: [{ip: 10.0.0.1, targetRef: {kind: Pod, name: echo-b}}]
                  ports: [{name: grpc, port: 50052, protocol: TCP}]
                """);

        // When
        List<Target> targets = api.targets(List.of(endpoints), "grpc");

        // Then
        assertThat(targets)
                .extracting(Target::toString)
                .containsExactly(
                        "Target[name=2001:db8:0:0:0:0:0:1, address=/[2001:db8:0:0:0:0:0:1]:50051]",
                        "Target[name=echo-a, address=/10.0.0.2:50051]",
                        "Target[name=echo-b, address=/10.0.0.1:50052]");
    }

    @Test
    void aPortWithoutANameIsTheServicesPortWithoutOne() {
        // Given
        Endpoints endpoints = endpoints("subsets: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 50051}]}]");

        // When
        List<Target> targets = api.targets(List.of(endpoints), "");

        // Then
        assertThat(targets).extracting(target -> target.address().toString()).containsExactly("/10.0.0.1:50051");
    }

    @Test
    void withoutSubsetsThereAreNoTargets() {
        // Given
        Endpoints endpoints = endpoints("metadata: {name: echo}");

        // When
        List<Target> targets = api.targets(List.of(endpoints), "grpc");

        // Then
        assertThat(targets).isEmpty();
    }

    private static Endpoints endpoints(String yaml) {
        return Serialization.unmarshal(yaml, Endpoints.class);
    }
}
