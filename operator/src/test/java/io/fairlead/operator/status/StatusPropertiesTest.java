package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every status, whatever was observed. */
class StatusPropertiesTest {

    private static final int SCENES = 100;

    @ParameterizedTest
    @MethodSource("seeds")
    void ofItsOwnResultTheSameStatusIsMade(long seed) {
        // Given
        Scene scene = RandomScene.of(seed);
        GrpcLoadBalancerStatus status = scene.status();

        // When
        GrpcLoadBalancerStatus again = scene.written(status).status();

        // Then
        assertThat(again).isEqualTo(status).isEqualTo(scene.resource.getStatus());
        assertThat(StatusEvents.between(status, again)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderThatTheApiServerKeepsItsListsInIsTaken(long seed) {
        // Given
        Scene scene = RandomScene.of(seed);
        GrpcLoadBalancerStatus kept = Scene.reversed(scene.status());

        // When
        GrpcLoadBalancerStatus again = scene.written(kept).status();

        // Then
        assertThat(again).isEqualTo(kept);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void conditionsThatOthersAddAreNoDifference(long seed) {
        // Given
        Scene scene = RandomScene.of(seed);
        GrpcLoadBalancerStatus status = scene.status();
        GrpcLoadBalancerStatus shared = Scene.withForeignConditions(status);

        // When
        GrpcLoadBalancerStatus again = scene.written(shared).status();

        // Then
        assertThat(again).isEqualTo(status).isEqualTo(OwnStatus.of(shared));
        assertThat(StatusEvents.between(shared, again)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderInWhichThingsAreObservedDoesNotMatter(long seed) {
        // Given
        GrpcLoadBalancerStatus status = RandomScene.of(seed).status();

        // When
        GrpcLoadBalancerStatus shuffled =
                RandomScene.of(seed).shuffled(new Random(seed)).status();

        // Then
        assertThat(shuffled).isEqualTo(status);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theApiServerTakesIt(long seed) {
        // Given
        Scene scene = RandomScene.of(seed);

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        assertThat(StatusSchema.faults(status)).isEmpty();
        assertThat(conditions(status)).allSatisfy(condition -> {
            assertThat(condition.getMessage())
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(1000)
                    .doesNotContain("\n");
            assertThat(condition.getReason()).matches("[A-Za-z]+");
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theEndpointsAreBoundedAndTheCountsAddUp(long seed) {
        // Given
        Scene scene = RandomScene.of(seed);

        // When
        GrpcLoadBalancerStatus status = scene.status();

        // Then
        List<BackendStatus> backends = Objects.requireNonNullElse(status.backends(), List.of());
        assertThat(backends).allSatisfy(backend -> {
            assertThat(backend.healthy()).isBetween(0, backend.total());
            assertThat(listed(backend)).isLessThanOrEqualTo(backend.total());
        });
        assertThat(backends.stream().mapToInt(StatusPropertiesTest::listed).sum())
                .isLessThanOrEqualTo(100);
    }

    static LongStream seeds() {
        return LongStream.range(0, SCENES);
    }

    private static int listed(BackendStatus backend) {
        return backend.endpoints() == null ? 0 : backend.endpoints().size();
    }

    private static List<Condition> conditions(GrpcLoadBalancerStatus status) {
        return Stream.concat(
                        Objects.requireNonNull(status.conditions()).stream(),
                        Objects.requireNonNull(status.listeners()).stream()
                                .flatMap(listener -> Objects.requireNonNull(listener.conditions()).stream()))
                .toList();
    }
}
