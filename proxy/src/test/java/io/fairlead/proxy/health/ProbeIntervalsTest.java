package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import io.fairlead.proxy.testing.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When probes start: the first one at once, each further one an interval later that the server's state and chance decide. */
class ProbeIntervalsTest {

    private static final ProbeResult REFUSED = new ProbeResult(CheckResult.L4CON, "Connection refused");

    private final VirtualLoop loop = new VirtualLoop();
    private final Random random = new Random(7);

    /** Results from the start on, + for a success; then how many seconds after each of them the next probe starts. */
    @ParameterizedTest
    @CsvSource({
        "+, 10",
        "+++, 10 10 10",
        "-, 5", // its first failure takes it down
        "+-, 10 1",
        "+--, 10 1 1",
        "+-+, 10 1 10",
        "+---, 10 1 1 5",
        "+----, 10 1 1 5 5",
        "+---+, 10 1 1 5 1",
        "+---+-, 10 1 1 5 1 5",
        "+---++, 10 1 1 5 1 10",
        "-+, 5 1",
        "-++, 5 1 10",
    })
    void theIntervalFollowsTheStateAsInHaproxy(String results, String expected) {
        // Given
        HealthCheck check = HealthCheckBuilder.builder()
                .interval(Duration.ofSeconds(10))
                .fastInterval(Duration.ofSeconds(1))
                .downInterval(Duration.ofSeconds(5))
                .spread(0)
                .build();

        // When
        List<Duration> gaps = gaps(check, results);

        // Then
        assertThat(gaps.stream().map(gap -> String.valueOf(gap.toSeconds()))).containsExactly(expected.split(" ", -1));
    }

    @Test
    void withoutFastAndDownIntervalsTheyAreTheInterval() {
        // Given
        HealthCheck check = HealthCheckBuilder.builder()
                .interval(Duration.ofSeconds(10))
                .spread(0)
                .build();

        // When
        List<Duration> gaps = gaps(check, "+-----++");

        // Then
        assertThat(gaps).hasSize(8).containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void chanceMakesEachIntervalLongerOrShorterByTheSpreadAtMost() {
        // Given
        HealthCheck check = HealthCheckBuilder.builder()
                .interval(Duration.ofSeconds(10))
                .spread(20)
                .build();

        // When
        List<Duration> gaps = gaps(check, "+".repeat(2_000));

        // Then
        List<Duration> afterTheFirst = gaps.subList(1, gaps.size());
        assertThat(afterTheFirst)
                .allSatisfy(gap -> assertThat(gap).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12)));
        assertThat(afterTheFirst).anySatisfy(gap -> assertThat(gap).isLessThan(Duration.ofMillis(8_100)));
        assertThat(afterTheFirst).anySatisfy(gap -> assertThat(gap).isGreaterThan(Duration.ofMillis(11_900)));
        assertThat(afterTheFirst.stream()
                        .mapToLong(Duration::toMillis)
                        .average()
                        .orElseThrow())
                .isBetween(9_900.0, 10_100.0);
    }

    @Test
    void endpointsThatAreFoundTogetherAreProbedAtOnceAndSpreadOverTheIntervalFromThenOn() {
        // Given
        HealthCheck check =
                HealthCheckBuilder.builder().interval(Duration.ofSeconds(10)).build();
        List<Duration> starts = new ArrayList<>();
        Probe probe = (target, timeout, result) -> {
            starts.add(loop.elapsed());
            result.accept(ProbeResult.OK);
        };

        // When
        Endpoints.numbered(1_000)
                .forEach(endpoint -> monitor(check, probe, endpoint).start());
        loop.advance(Duration.ofMillis(9_999));

        // Then
        assertThat(starts.subList(0, 1_000)).containsOnly(Duration.ZERO);
        int[] inSecond = new int[10];
        starts.subList(1_000, 2_000).forEach(start -> inSecond[(int) start.toSeconds()]++);
        assertThat(inSecond).satisfies(counts -> {
            for (int count : counts) {
                assertThat(count).isBetween(60, 140);
            }
        });
    }

    /** Interval, and what all probes start at a multiple of. */
    @ParameterizedTest
    @CsvSource({"PT10S, PT0.01S", "PT1S, PT0.01S", "PT0.1S, PT0.001S"})
    void probesOfManyEndpointsGoOutTogether(Duration interval, Duration grain) {
        // Given
        HealthCheck check = HealthCheckBuilder.builder().interval(interval).build();
        List<Duration> starts = new ArrayList<>();
        Probe probe = (target, timeout, result) -> {
            starts.add(loop.elapsed());
            result.accept(ProbeResult.OK);
        };

        // When
        Endpoints.numbered(100)
                .forEach(endpoint -> monitor(check, probe, endpoint).start());
        loop.advance(interval.multipliedBy(5));

        // Then
        assertThat(starts)
                .hasSizeGreaterThan(400)
                .allSatisfy(
                        start -> assertThat(start.toNanos() % grain.toNanos()).isZero());
    }

    @Test
    void withoutSpreadEndpointsStayInStep() {
        // Given
        HealthCheck check = HealthCheckBuilder.builder()
                .interval(Duration.ofSeconds(10))
                .spread(0)
                .build();
        List<Duration> starts = new ArrayList<>();
        Probe probe = (target, timeout, result) -> {
            starts.add(loop.elapsed());
            result.accept(ProbeResult.OK);
        };

        // When
        Endpoints.numbered(10)
                .forEach(endpoint -> monitor(check, probe, endpoint).start());
        loop.advance(Duration.ofSeconds(10));

        // Then
        assertThat(starts.subList(10, 20)).containsOnly(Duration.ofSeconds(10));
    }

    /** Returns how long after each probe, which ends as {@code results} says, the next one starts. */
    private List<Duration> gaps(HealthCheck check, String results) {
        ScriptedProbe probe = new ScriptedProbe(loop);
        monitor(check, probe, Endpoints.numbered(1).getFirst()).start();
        List<Duration> gaps = new ArrayList<>();
        for (int i = 0; i < results.length(); i++) {
            probe.end(results.charAt(i) == '+' ? ProbeResult.OK : REFUSED);
            while (probe.startedAt().size() == i + 1) {
                loop.advance(Duration.ofMillis(1));
            }
            gaps.add(probe.startedAt().get(i + 1).minus(probe.startedAt().get(i)));
        }
        return gaps;
    }

    private EndpointMonitor monitor(HealthCheck check, Probe probe, Endpoint endpoint) {
        return new EndpointMonitor(
                new Monitoring(loop.executor(), (backend, asked) -> probe, loop.clock(), random),
                endpoint,
                BackendBuilder.builder()
                        .name("echo")
                        .servers(List.of())
                        .healthCheck(check)
                        .build(),
                () -> {});
    }
}
