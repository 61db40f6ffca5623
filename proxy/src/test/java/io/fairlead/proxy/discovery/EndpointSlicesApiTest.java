package io.fairlead.proxy.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSlicesApiTest {

    private final EndpointSlicesApi api = new EndpointSlicesApi();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none at all                       |                                                | true
            nothing known                     | conditions: {}                                 | true
            ready                             | conditions: {ready: true}                      | true
            not ready                         | conditions: {ready: false}                     | false
            serving alone is known            | conditions: {serving: true}                    | true
            not serving alone is known        | conditions: {serving: false}                   | false
            terminating alone is known        | conditions: {terminating: true}                | false
            serving, terminating              | conditions: {serving: true, terminating: true} | false
            not serving, published not ready  | conditions: {ready: true, serving: false}      | true
            not ready, serving                | conditions: {ready: false, serving: true}      | false
            ready, all told                   | conditions: {ready: true, serving: true, terminating: false} | true
            terminating, serves still         | conditions: {ready: false, serving: true, terminating: true} | false
            terminating, published not ready  | conditions: {ready: true, serving: true, terminating: true}  | false
            """)
    void readyEndpointsThatDoNotTerminateAreTargets(String name, String conditions, boolean target) {
        // Given
        List<EndpointSlice> slices = slices("""
                - metadata: {name: echo-1}
                  addressType: IPv4
                  ports: [{name: grpc, port: 50051, protocol: TCP}]
                  endpoints:
                  - addresses: [10.0.0.1]
                    %s
                """.formatted(conditions == null ? "" : conditions));

        // When
        List<Target> targets = api.targets(slices, "grpc");

        // Then
        assertThat(targets).as(name).hasSize(target ? 1 : 0);
    }

    @Test
    void theSliceOfAServiceThatSelectsNothingHasNoTargets() {
        // Given
        List<EndpointSlice> slices = slices("""
                - metadata: {name: echo-1}
                  addressType: IPv4
                  ports: null
                  endpoints: null
                """);

        // When
        List<Target> targets = api.targets(slices, "grpc");

        // Then
        assertThat(targets).isEmpty();
    }

    @Test
    void podsGiveTheirNameAndOthersTheirAddress() {
        // Given
        List<EndpointSlice> slices = slices("""
                - metadata: {name: echo-1}
                  addressType: IPv4
                  ports: [{name: grpc, port: 50051}]
                  endpoints:
                  - addresses: [10.0.0.1]
                    targetRef: {kind: Pod, name: echo-b}
                  - addresses: [10.0.0.2]
                  - addresses: [10.0.0.3]
                    targetRef: {kind: Node, name: worker}
                """);

        // When
        List<Target> targets = api.targets(slices, "grpc");

        // Then
        assertThat(targets)
                .extracting(Target::toString)
                .containsExactly(
                        "Target[name=10.0.0.2, address=/10.0.0.2:50051]",
                        "Target[name=10.0.0.3, address=/10.0.0.3:50051]",
                        "Target[name=echo-b, address=/10.0.0.1:50051]");
    }

    @Test
    void slicesOfBothAddressFamiliesAreTakenTogetherAndNamesLeftOut() {
        // Given
        List<EndpointSlice> slices = slices("""
                - metadata: {name: echo-6}
                  addressType: IPv6
                  ports: [{name: grpc, port: 50051}]
                  endpoints: [{addresses: ["2001:db8::1"], targetRef: {kind: Pod, name: echo-a}}]
                - metadata: {name: echo-names}
                  addressType: FQDN
                  ports: [{name: grpc, port: 50051}]
                  endpoints: [{addresses: [echo.example.com]}]
                - metadata: {name: echo-4}
                  addressType: IPv4
                  ports: [{name: grpc, port: 50052}]
                  endpoints: [{addresses: [10.0.0.1], targetRef: {kind: Pod, name: echo-a}}]
                """);

        // When
        List<Target> targets = api.targets(slices, "grpc");

        // Then
        assertThat(targets)
                .extracting(target -> target.address().toString())
                .containsExactly("/10.0.0.1:50052", "/[2001:db8:0:0:0:0:0:1]:50051");
    }

    @Test
    void anAddressInSeveralSlicesIsOneTargetWhicheverComesFirst() {
        // Given
        List<EndpointSlice> slices = slices("""
                - metadata: {name: echo-1}
                  ports: [{name: grpc, port: 50051}]
                  endpoints: [{addresses: [10.0.0.1], targetRef: {kind: Pod, name: echo-a}}, {addresses: [10.0.0.2]}]
                - metadata: {name: echo-2}
                  ports: [{name: grpc, port: 50051}]
                  endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2], conditions: {ready: false}}]
                """);

        // When
        List<Target> targets = api.targets(slices, "grpc");

        // Then
        assertThat(targets)
                .extracting(target -> target.address().toString())
                .containsExactly("/10.0.0.1:50051", "/10.0.0.2:50051");
        assertThat(api.targets(slices.reversed(), "grpc")).isEqualTo(targets);
    }

    @Test
    void onlyTheTcpPortOfThatNameCountsAndOnlyTheFirstAddress() {
        // Given
        List<EndpointSlice> slices = slices("""
                - metadata: {name: echo-1}
                  ports: [{name: admin, port: 1}, {name: grpc, protocol: UDP, port: 2}, {name: grpc, port: 3}, {name: grpc}]
                  endpoints: [{addresses: [10.0.0.1, 10.0.0.2]}]
                - metadata: {name: echo-2}
                  ports: [{port: 4}]
                  endpoints: [{addresses: [10.0.0.3]}]
                """);

        // When
        List<Target> targets = api.targets(slices, "grpc");

        // Then
        assertThat(targets).extracting(target -> target.address().toString()).containsExactly("/10.0.0.1:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{port: 50051}", "{name: '', port: 50051}"})
    void aPortWithoutANameIsTheServicesPortWithoutOne(String port) {
        // Given
        List<EndpointSlice> slices = slices("""
                - metadata: {name: echo-1}
                  ports: [%s]
                  endpoints: [{addresses: [10.0.0.1]}]
                """.formatted(port));

        // When
        List<Target> targets = api.targets(slices, "");

        // Then
        assertThat(targets).extracting(target -> target.address().toString()).containsExactly("/10.0.0.1:50051");
    }

    @Test
    void aSliceThatIsEmptyHasNoTargets() {
        // Given
        List<EndpointSlice> slices = slices("- metadata: {name: echo-1}");

        // When
        List<Target> targets = api.targets(slices, "grpc");

        // Then
        assertThat(targets).isEmpty();
    }

    private static List<EndpointSlice> slices(String items) {
        return Serialization.unmarshal("items:\n" + items, EndpointSliceList.class)
                .getItems();
    }
}
