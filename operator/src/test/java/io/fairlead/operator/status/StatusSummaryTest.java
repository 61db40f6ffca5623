package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusSummaryTest {

    @ParameterizedTest
    @MethodSource("io.fairlead.operator.status.StatusCase#all")
    void statusAndEventsAreThoseOfTheGoldenFile(StatusCase given) throws IOException {
        // Given
        GrpcLoadBalancer resource = given.observed().resource();

        // When
        GrpcLoadBalancerStatus status =
                FirstSight.of(resource, given.now()).orElseGet(() -> StatusSummary.of(given.observed(), given.now()));

        // Then
        String written = StatusCase.write(status, StatusEvents.between(resource.getStatus(), status));
        if (Boolean.getBoolean("status.update")) {
            Files.writeString(given.out(), written);
        }
        assertThat(given.out()).as("To update it: " + StatusCase.UPDATE_COMMAND).hasContent(written);
        assertThat(StatusSchema.faults(status)).isEmpty();
    }

    @Test
    void everyGoldenFileIsUsed() throws IOException {
        // Given
        List<Path> used = StatusCase.all()
                .flatMap(given -> Stream.of(given.out().resolveSibling("in.yaml"), given.out()))
                .toList();

        // When
        List<Path> files;
        try (Stream<Path> walk = Files.walk(StatusCase.ROOT)) {
            files = walk.filter(Files::isRegularFile).toList();
        }

        // Then
        assertThat(files).containsExactlyInAnyOrderElementsOf(used);
    }
}
