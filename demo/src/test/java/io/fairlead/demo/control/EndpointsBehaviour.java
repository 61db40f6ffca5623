package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of its pods stands in the EndpointSlices and the Endpoints of a Service. */
abstract class EndpointsBehaviour extends OnControlPlane {

    EndpointsBehaviour(ControlPlane plane) {
        super(plane);
    }

    private ServiceBuilder service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace())
                .withName(NAME)
                .addToLabels("team", "shop")
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", NAME)
                .addNewPort()
                .withName("grpc")
                .withProtocol("TCP")
                .withPort(80)
                .withTargetPort(new IntOrString("grpc"))
                .endPort()
                .endSpec();
    }

    private List<EndpointSlice> slices() {
        return client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace())
                .withLabel("kubernetes.io/service-name", NAME)
                .list()
                .getItems();
    }

    /** Returns the endpoints by the names of their pods. */
    private Map<String, Endpoint> byPod() {
        return slices().stream()
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
                .collect(Collectors.toMap(endpoint -> endpoint.getTargetRef().getName(), Function.identity()));
    }

    private Endpoint endpoint(Pod pod) {
        return Optional.ofNullable(byPod().get(pod.getMetadata().getName()))
                .orElseThrow(() -> new AssertionError(
                        "no endpoint of pod " + pod.getMetadata().getName()));
    }

    private Endpoints endpoints() {
        return client.endpoints().inNamespace(namespace()).withName(NAME).get();
    }

    private void assertConditions(Pod pod, boolean ready, boolean serving, boolean terminating) {
        EndpointConditions conditions = endpoint(pod).getConditions();
        assertThat(conditions.getReady()).isEqualTo(ready);
        assertThat(conditions.getServing()).isEqualTo(serving);
        assertThat(conditions.getTerminating()).isEqualTo(terminating);
    }

    private static List<String> ips(List<EndpointAddress> addresses) {
        return addresses.stream().map(EndpointAddress::getIp).toList();
    }

    @Test
    void theReadyPodsOfAServiceAreItsEndpoints() {
        // Given
        createComplete(deployment(2));

        // When
        client.resource(service().build()).create();

        // Then
        eventually(() -> assertThat(byPod()).hasSize(2));
        EndpointSlice slice = slices().getFirst();
        assertThat(slice.getMetadata().getName()).startsWith("echo-");
        assertThat(slice.getMetadata().getLabels())
                .containsEntry("kubernetes.io/service-name", "echo")
                .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .containsEntry("team", "shop");
        assertThat(slice.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("Service");
            assertThat(owner.getController()).isTrue();
        });
        assertThat(slice.getAddressType()).isEqualTo("IPv4");
        assertThat(slice.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("grpc");
            assertThat(port.getPort()).isEqualTo(50051);
            assertThat(port.getProtocol()).isEqualTo("TCP");
        });
        assertThat(pods()).allSatisfy(pod -> {
            Endpoint endpoint = endpoint(pod);
            assertThat(endpoint.getAddresses()).containsExactly(pod.getStatus().getPodIP());
            assertThat(endpoint.getNodeName()).isEqualTo(node.name());
            assertThat(endpoint.getTargetRef().getKind()).isEqualTo("Pod");
            assertThat(endpoint.getTargetRef().getUid())
                    .isEqualTo(pod.getMetadata().getUid());
            assertConditions(pod, true, true, false);
        });
    }

    @Test
    void theEndpointsMirrorThem() {
        // Given
        createComplete(deployment(2));
        String unready = pods().getFirst().getMetadata().getName();
        node.readyWhere(pod -> !pod.getMetadata().getName().equals(unready));

        // When
        client.resource(service().build()).create();

        // Then
        eventually(() -> assertThat(endpoints()).isNotNull());
        eventually(() -> assertThat(endpoints().getSubsets()).singleElement().satisfies(subset -> {
            assertThat(subset.getAddresses()).hasSize(1);
            assertThat(subset.getNotReadyAddresses()).singleElement().satisfies(address -> {
                assertThat(address.getTargetRef().getName()).isEqualTo(unready);
                assertThat(address.getNodeName()).isEqualTo(node.name());
            });
            assertThat(subset.getPorts()).singleElement().satisfies(port -> {
                assertThat(port.getName()).isEqualTo("grpc");
                assertThat(port.getPort()).isEqualTo(50051);
            });
        }));
        assertThat(endpoints().getMetadata().getLabels()).containsEntry("team", "shop");
    }

    @Test
    void aPodThatIsNotReadyAnyMoreIsNoReadyEndpoint() {
        // Given
        createComplete(deployment(2));
        client.resource(service().build()).create();
        eventually(() -> assertThat(byPod()).hasSize(2));
        Pod unready = pods().getFirst();

        // When
        node.readyWhere(
                pod -> !pod.getMetadata().getName().equals(unready.getMetadata().getName()));

        // Then
        eventually(() -> assertConditions(unready, false, false, false));
        assertConditions(pods().getLast(), true, true, false);
    }

    @Test
    void aPodThatIsToldToEndServesAndIsNotReadyUntilItIsGone() {
        // Given
        createComplete(deployment(2));
        client.resource(service().build()).create();
        eventually(() -> assertThat(byPod()).hasSize(2));
        Pod leaving = pods().getFirst();
        node.endsWhere(pod -> false);

        // When
        client.resource(leaving).delete();

        // Then
        eventually(() -> assertConditions(leaving, false, true, true));
        eventually(() -> assertThat(endpoints().getSubsets())
                .extracting(EndpointSubset::getAddresses)
                .noneMatch(
                        addresses -> ips(addresses).contains(leaving.getStatus().getPodIP())));
        node.endsWhere(pod -> true);
        eventually(() -> assertThat(byPod())
                .hasSize(2)
                .doesNotContainKey(leaving.getMetadata().getName()));
    }

    @Test
    void unreadyPodsArePublishedWhereTheServiceSaysSo() {
        // Given
        createComplete(deployment(1));
        node.readyWhere(pod -> false);

        // When
        client.resource(service()
                        .editSpec()
                        .withClusterIP("None")
                        .withPublishNotReadyAddresses(true)
                        .endSpec()
                        .build())
                .create();

        // Then
        eventually(() -> assertThat(byPod()).hasSize(1));
        eventually(() -> assertConditions(pods().getFirst(), true, false, false));
        eventually(() -> assertThat(endpoints().getSubsets())
                .singleElement()
                .satisfies(subset -> assertThat(subset.getAddresses()).hasSize(1)));
        assertThat(slices().getFirst().getMetadata().getLabels()).containsKey("service.kubernetes.io/headless");
        assertThat(endpoints().getMetadata().getLabels()).containsKey("service.kubernetes.io/headless");
    }

    @Test
    void aServiceWithoutPodsHasASliceWithoutEndpoints() {
        // When
        client.resource(service().build()).create();

        // Then
        eventually(() -> assertThat(slices())
                .singleElement()
                .satisfies(slice -> assertThat(slice.getEndpoints()).isNullOrEmpty()));
        eventually(() -> assertThat(endpoints()).isNotNull());
        assertThat(endpoints().getSubsets()).isEmpty();
    }

    @Test
    void podsThatNumberANamedPortDifferentlyAreInSlicesOfTheirOwn() {
        // Given
        createComplete(deployment(1));
        client.resource(service().build()).create();
        client.resource(deployment(1)
                        .editMetadata()
                        .withName("other")
                        .endMetadata()
                        .editSpec()
                        .editSelector()
                        .addToMatchLabels("track", "other")
                        .endSelector()
                        .editTemplate()
                        .editMetadata()
                        .addToLabels("track", "other")
                        .endMetadata()
                        .editSpec()
                        .editFirstContainer()
                        .editFirstPort()
                        .withContainerPort(50052)
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();

        // When, Then
        eventually(() -> assertThat(slices())
                .extracting(slice -> slice.getPorts().getFirst().getPort())
                .containsExactlyInAnyOrder(50051, 50052));
        eventually(() -> assertThat(endpoints().getSubsets())
                .extracting(subset -> subset.getPorts().getFirst().getPort())
                .containsExactlyInAnyOrder(50051, 50052));
    }

    @Test
    void endpointsOfAServiceThatSelectsNothingAreSomeoneElses() {
        // Given
        createComplete(deployment(1));
        client.resource(service().editSpec().withSelector(Map.of()).endSpec().build())
                .create();

        // When
        client.resource(service()
                        .editMetadata()
                        .withName("selecting")
                        .endMetadata()
                        .build())
                .create();

        // Then
        eventually(() -> assertThat(client.endpoints()
                        .inNamespace(namespace())
                        .withName("selecting")
                        .get())
                .isNotNull());
        assertThat(endpoints()).isNull();
        assertThat(slices()).isEmpty();
    }

    @Test
    void whatSomeoneChangedInThemIsPutRight() {
        // Given
        createComplete(deployment(1));
        client.resource(service().build()).create();
        eventually(() -> assertThat(byPod()).hasSize(1));

        // When
        client.resource(slices().getFirst()).delete();

        // Then
        eventually(() -> assertThat(byPod()).hasSize(1));
    }

    @Test
    void bothGoWithTheService() {
        // Given
        createComplete(deployment(1));
        client.resource(service().build()).create();
        eventually(() -> assertThat(byPod()).hasSize(1));
        eventually(() -> assertThat(endpoints()).isNotNull());

        // When
        client.services().inNamespace(namespace()).withName(NAME).delete();

        // Then
        eventually(() -> assertThat(slices()).isEmpty());
        eventually(() -> assertThat(endpoints()).isNull());
    }
}
