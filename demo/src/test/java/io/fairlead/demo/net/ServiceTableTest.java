package io.fairlead.demo.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTableTest {

    @Test
    void aPortLeadsToTheReadyEndpointsOfAllSlicesOfItsService() {
        // Given
        EndpointSlice first = slice("shop", "echo", "grpc", 50051)
                .addNewEndpoint()
                .withAddresses("198.18.0.2")
                .withNewConditions()
                .withReady(true)
                .endConditions()
                .endEndpoint()
                .addNewEndpoint()
                .withAddresses("198.18.0.3")
                .withNewConditions()
                .withReady(false)
                .endConditions()
                .endEndpoint()
                .build();
        EndpointSlice second = slice("shop", "echo", "grpc", 50052)
                .addNewEndpoint()
                .withAddresses("198.18.0.4")
                .endEndpoint()
                .build();

        // When
        ServiceTable table = ServiceTable.of(List.of(service("10.96.0.9", "grpc", 80)), List.of(first, second));

        // Then
        assertThat(table.targets()).hasSize(1);
        assertThat(table.targets().get(new InetSocketAddress("10.96.0.9", 80)))
                .containsExactlyInAnyOrder(
                        new InetSocketAddress("198.18.0.2", 50051), new InetSocketAddress("198.18.0.4", 50052));
    }

    @Test
    void slicesOfOtherServicesAndOtherPortsDoNotCount() {
        // Given
        EndpointSlice otherNamespace = one(slice("other", "echo", "grpc", 1));
        EndpointSlice otherService = one(slice("shop", "web", "grpc", 2));
        EndpointSlice otherPort = one(slice("shop", "echo", "admin", 3));

        // When
        ServiceTable table = ServiceTable.of(
                List.of(service("10.96.0.9", "grpc", 80)), List.of(otherNamespace, otherService, otherPort));

        // Then
        assertThat(table.targets().get(new InetSocketAddress("10.96.0.9", 80))).isEmpty();
    }

    @Test
    void aSliceWithoutPortsLeadsNowhere() {
        // Given
        EndpointSlice slice = one(slice("shop", "echo", "grpc", 50051));
        slice.setPorts(null);

        // When
        ServiceTable table = ServiceTable.of(List.of(service("10.96.0.9", "grpc", 80)), List.of(slice));

        // Then
        assertThat(table.targets().get(new InetSocketAddress("10.96.0.9", 80))).isEmpty();
    }

    @Test
    void thePortOfAServiceWithOnlyOneMayHaveNoName() {
        // Given
        EndpointSlice slice = one(slice("shop", "echo", "", 50051));

        // When
        ServiceTable table = ServiceTable.of(List.of(service("10.96.0.9", null, 80)), List.of(slice));

        // Then
        assertThat(table.targets().get(new InetSocketAddress("10.96.0.9", 80))).hasSize(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "None"})
    void aServiceWithoutAnAddressIsNotForwarded(@Nullable String clusterIp) {
        // When
        ServiceTable table = ServiceTable.of(
                List.of(service(clusterIp, "grpc", 80)), List.of(one(slice("shop", "echo", "grpc", 50051))));

        // Then
        assertThat(table.targets()).isEmpty();
    }

    @Test
    void anAddressThatTwoNamespacesKnowBelongsToTheLaterOne() {
        // Given
        ServiceTable before = ServiceTable.of(
                List.of(service("10.96.0.1", "grpc", 80)), List.of(one(slice("shop", "echo", "grpc", 50051))));
        ServiceTable after = ServiceTable.of(List.of(service("10.96.0.1", "grpc", 80)), List.of());

        // When
        ServiceTable union = ServiceTable.union(List.of(before, after));

        // Then
        assertThat(union).isEqualTo(after);
    }

    private static Service service(@Nullable String clusterIp, @Nullable String port, int number) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("echo")
                .endMetadata()
                .withNewSpec()
                .withClusterIP(clusterIp)
                .addNewPort()
                .withName(port)
                .withPort(number)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName("udp")
                .withPort(53)
                .withProtocol("UDP")
                .endPort()
                .endSpec()
                .build();
    }

    private static EndpointSliceBuilder slice(String namespace, String service, String port, int number) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .addNewPort()
                .withName(port)
                .withPort(number)
                .endPort();
    }

    private static EndpointSlice one(EndpointSliceBuilder slice) {
        return slice.addNewEndpoint().withAddresses("198.18.0.2").endEndpoint().build();
    }
}
