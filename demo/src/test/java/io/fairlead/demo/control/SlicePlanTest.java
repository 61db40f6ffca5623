package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicePlanTest {

    private static final Service SERVICE = new ServiceBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("echo")
            .withUid("service")
            .endMetadata()
            .withNewSpec()
            .addToSelector("app", "echo")
            .addNewPort()
            .withPort(80)
            .withTargetPort(new IntOrString("grpc"))
            .endPort()
            .endSpec()
            .build();

    private static List<Pod> pods(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> pod("pod-%03d".formatted(i), 50051))
                .toList();
    }

    private static Pod pod(String name, int port) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(name)
                .withUid("uid-of-" + name)
                .addToLabels("app", "echo")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .addNewPort()
                .withName("grpc")
                .withContainerPort(port)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("127.0.0.1")
                .endStatus()
                .build();
    }

    /** Returns them as the API server keeps them. */
    private static List<EndpointSlice> kept(List<EndpointSlice> slices) {
        return slices.stream()
                .map(slice -> new EndpointSliceBuilder(slice)
                        .editMetadata()
                        .withUid("uid-of-" + slice.getMetadata().getName())
                        .endMetadata()
                        .build())
                .toList();
    }

    private static List<String> names(EndpointSlice slice) {
        return slice.getEndpoints().stream()
                .map(endpoint -> endpoint.getTargetRef().getName())
                .toList();
    }

    @Test
    void aSliceHasRoomForAHundred() {
        // When
        List<EndpointSlice> slices = SlicePlan.of(SERVICE, pods(0, 201), List.of());

        // Then
        assertThat(slices).extracting(slice -> slice.getEndpoints().size()).containsExactly(100, 100, 1);
        assertThat(slices).extracting(slice -> slice.getMetadata().getName()).doesNotHaveDuplicates();
    }

    @Test
    void endpointsStayInTheirSlicesAndNewOnesFillThem() {
        // Given
        List<EndpointSlice> before = kept(SlicePlan.of(SERVICE, pods(0, 150), List.of()));

        // When
        List<EndpointSlice> after = SlicePlan.of(SERVICE, pods(50, 160), before);

        // Then
        assertThat(after).hasSize(2);
        for (EndpointSlice slice : after) {
            EndpointSlice same = before.stream()
                    .filter(other -> other.getMetadata().equals(slice.getMetadata()))
                    .findFirst()
                    .orElseThrow();
            List<String> stayed = new ArrayList<>(names(same));
            stayed.retainAll(names(slice));
            assertThat(names(slice)).startsWith(stayed.toArray(String[]::new));
        }
        assertThat(after.stream().flatMap(slice -> names(slice).stream()))
                .containsExactlyInAnyOrderElementsOf(pods(50, 160).stream()
                        .map(pod -> pod.getMetadata().getName())
                        .toList());
    }

    @Test
    void whatDoesNotChangeIsLeftAsItIs() {
        // Given
        List<EndpointSlice> before = kept(SlicePlan.of(SERVICE, pods(0, 120), List.of()));

        // When
        List<EndpointSlice> after = SlicePlan.of(SERVICE, pods(0, 120), before);

        // Then
        assertThat(after).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void anEmptySliceIsMissingAndTheLastOneStaysEmpty() {
        // Given
        List<EndpointSlice> before = kept(SlicePlan.of(SERVICE, pods(0, 150), List.of()));

        // When
        List<EndpointSlice> after = SlicePlan.of(SERVICE, List.of(), before);

        // Then
        assertThat(after).singleElement().satisfies(slice -> {
            assertThat(before).extracting(EndpointSlice::getMetadata).contains(slice.getMetadata());
            assertThat(slice.getEndpoints()).isEmpty();
            assertThat(slice.getPorts()).isEmpty();
        });
    }

    @Test
    void anotherAttemptMakesTheSameNames() {
        // Given
        List<EndpointSlice> first = SlicePlan.of(SERVICE, pods(0, 150), List.of());

        // When
        List<EndpointSlice> second = SlicePlan.of(SERVICE, pods(0, 150), List.of());

        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void slicesOfOthersAreNotTouched() {
        // Given
        EndpointSlice foreign = new EndpointSliceBuilder()
                .withNewMetadata()
                .withName("echo-foreign")
                .withUid("foreign")
                .addToLabels(SlicePlan.SERVICE, "echo")
                .addToLabels("endpointslice.kubernetes.io/managed-by", "someone")
                .endMetadata()
                .build();

        // When
        List<EndpointSlice> own = SlicePlan.own(SERVICE, List.of(foreign));

        // Then
        assertThat(own).isEmpty();
    }

    @Test
    void podsWithoutAnAddressOrThatHaveEndedAreNoEndpoints() {
        // Given
        Pod starting = new PodBuilder(pod("starting", 1))
                .editStatus()
                .withPodIP(null)
                .endStatus()
                .build();
        Pod ended = new PodBuilder(pod("ended", 1))
                .editStatus()
                .withPhase("Succeeded")
                .endStatus()
                .build();

        // When
        List<EndpointSlice> slices = SlicePlan.of(SERVICE, List.of(starting, ended), List.of());

        // Then
        assertThat(slices)
                .singleElement()
                .satisfies(slice -> assertThat(slice.getEndpoints()).isEmpty());
    }
}
