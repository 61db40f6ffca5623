package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import io.fairlead.proxy.testing.VirtualLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointMonitorTest {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final ProbeResult REFUSED = new ProbeResult(CheckResult.L4CON, "Connection refused");
    private static final HealthCheck CHECK = check(2, 3);

    private final VirtualLoop loop = new VirtualLoop();
    private final ScriptedProbe probe = new ScriptedProbe(loop);
    private final Endpoint endpoint = new Endpoint("srv1", new InetSocketAddress("10.0.0.1", 50051));
    private final Random random = new Random(1);
    private int changes;

    @Test
    void theFirstProbeStartsAtOnce() {
        // Given
        EndpointMonitor monitor = monitor(CHECK);

        // When
        monitor.start();

        // Then
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO);
    }

    @Test
    void anEndpointIsUpAndNotProbedBeforeTheFirstResult() {
        // Given
        EndpointMonitor monitor = monitor(CHECK);

        // When
        monitor.start();

        // Then
        assertThat(monitor.health()).isEqualTo(new EndpointHealth(EndpointState.Up, null, null, VirtualLoop.START));
        assertThat(monitor.probed()).isFalse();
    }

    @Test
    void theFirstFailureTakesItDown() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        loop.advance(Duration.ofMillis(300));

        // When
        probe.end(REFUSED);

        // Then
        assertThat(monitor.health())
                .isEqualTo(new EndpointHealth(
                        EndpointState.Down,
                        CheckResult.L4CON,
                        "Connection refused",
                        VirtualLoop.START.plusMillis(300)));
        assertThat(monitor.probed()).isTrue();
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void theFirstSuccessIsToldThoughItStaysUp() {
        // Given
        EndpointMonitor monitor = started(CHECK);

        // When
        probe.end(ProbeResult.OK);

        // Then
        assertThat(monitor.health())
                .isEqualTo(new EndpointHealth(EndpointState.Up, CheckResult.L4OK, null, VirtualLoop.START));
        assertThat(monitor.probed()).isTrue();
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void resultsThatSayNothingNewAreNotTold() {
        // Given
        started(CHECK);
        probe.end(ProbeResult.OK);

        // When
        for (int i = 0; i < 10; i++) {
            loop.advance(INTERVAL);
            probe.end(ProbeResult.OK);
        }

        // Then
        assertThat(probe.startedAt()).hasSize(11);
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void theIntervalRunsFromOneStartToTheNext() {
        // Given
        started(CHECK);
        loop.advance(Duration.ofMillis(700));
        probe.end(ProbeResult.OK);
        loop.advance(Duration.ofMillis(1300));

        // When
        probe.end(ProbeResult.OK);
        loop.advance(Duration.ofMillis(1999));
        int startedBefore = probe.startedAt().size();
        loop.advance(Duration.ofMillis(1));

        // Then
        assertThat(startedBefore).isEqualTo(2);
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aProbeThatTakesLongerThanTheIntervalIsFollowedAtOnce() {
        // Given
        started(CHECK);
        loop.advance(Duration.ofSeconds(5));
        int startedBefore = probe.startedAt().size();

        // When
        probe.end(REFUSED);
        loop.advance(Duration.ZERO);

        // Then
        assertThat(startedBefore).isEqualTo(1);
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void riseAndFallDecideAndSinceIsWhenTheStateBegan() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        List<String> seen = new ArrayList<>();

        // When
        for (ProbeResult result : List.of(
                ProbeResult.OK,
                REFUSED,
                REFUSED,
                ProbeResult.OK,
                REFUSED,
                REFUSED,
                REFUSED,
                REFUSED,
                ProbeResult.OK,
                ProbeResult.OK)) {
            probe.end(result);
            EndpointHealth health = monitor.health();
            Duration since = Duration.between(VirtualLoop.START, health.since());
            seen.add(health.state() + " " + health.check() + " since " + since.toSeconds());
            loop.advance(INTERVAL);
        }

        // Then
        assertThat(seen)
                .containsExactly(
                        "Up L4OK since 0",
                        "Up L4CON since 0",
                        "Up L4CON since 0",
                        "Up L4OK since 0",
                        "Up L4CON since 0",
                        "Up L4CON since 0",
                        "Down L4CON since 12",
                        "Down L4CON since 12",
                        "Down L4OK since 12",
                        "Up L4OK since 18");
    }

    @Test
    void anotherIntervalStartsAProbeAtOnceAndDropsTheResultOfTheOldOne() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        Consumer<@Nullable ProbeResult> old = probe.last();
        loop.advance(Duration.ofMillis(500));

        // When
        monitor.update(backend(HealthCheckBuilder.builder()
                .interval(Duration.ofSeconds(1))
                .spread(0)
                .rise(2)
                .fall(3)
                .build()));
        old.accept(REFUSED);
        probe.end(ProbeResult.OK);
        loop.advance(Duration.ofSeconds(1));

        // Then
        assertThat(monitor.health().up()).isTrue();
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, Duration.ofMillis(500), Duration.ofMillis(1500));
    }

    @Test
    void anUpdateThatChangesNoCheckLeavesTheProbesAlone() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        loop.advance(Duration.ofMillis(500));

        // When
        monitor.update(backend(check(2, 3)));
        probe.end(REFUSED);
        loop.advance(Duration.ofMillis(1500));

        // Then
        assertThat(monitor.health().up()).isFalse();
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, Duration.ofSeconds(2));
    }

    @Test
    void otherThresholdsKeepTheStateAndSince() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        probe.end(REFUSED);
        EndpointHealth before = monitor.health();
        loop.advance(Duration.ofMillis(500));

        // When
        monitor.update(backend(check(1, 1)));
        EndpointHealth after = monitor.health();
        probe.end(ProbeResult.OK);

        // Then
        assertThat(after).isEqualTo(before);
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
        assertThat(monitor.health().since()).isEqualTo(VirtualLoop.START.plusMillis(500));
    }

    @Test
    void otherThresholdsBeforeTheFirstResultLeaveItUnproven() {
        // Given
        EndpointMonitor monitor = started(CHECK);

        // When
        monitor.update(backend(check(2, 10)));
        probe.end(REFUSED);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Down);
    }

    @Test
    void withoutACheckItIsUpAndProbedNoMore() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        probe.end(REFUSED);
        loop.advance(Duration.ofSeconds(1));

        // When
        monitor.update(backend(null));
        loop.advance(Duration.ofMinutes(1));

        // Then
        assertThat(monitor.health())
                .isEqualTo(new EndpointHealth(EndpointState.Up, null, null, VirtualLoop.START.plusSeconds(1)));
        assertThat(monitor.probed()).isTrue();
        assertThat(probe.startedAt()).hasSize(1);
    }

    @Test
    void typeNoneAsksForNoProbes() {
        // Given
        EndpointMonitor monitor =
                monitor(HealthCheckBuilder.builder().type(HealthCheckType.None).build());

        // When
        monitor.start();
        loop.advance(Duration.ofMinutes(1));

        // Then
        assertThat(probe.startedAt()).isEmpty();
        assertThat(monitor.probed()).isTrue();
        assertThat(monitor.health().up()).isTrue();
    }

    @Test
    void aCheckThatComesStartsWithAProbeWhoseFailureTakesItDown() {
        // Given
        EndpointMonitor monitor = started(null);
        loop.advance(Duration.ofSeconds(9));

        // When
        monitor.update(backend(CHECK));
        probe.end(REFUSED);

        // Then
        assertThat(probe.startedAt()).containsExactly(Duration.ofSeconds(9));
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Down);
    }

    @Test
    void aStoppedMonitorStartsNoProbeAndTakesNoResult() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        probe.end(ProbeResult.OK);
        loop.advance(INTERVAL);
        EndpointHealth before = monitor.health();

        // When
        monitor.stop();
        probe.end(REFUSED);
        loop.advance(Duration.ofMinutes(1));

        // Then
        assertThat(probe.startedAt()).hasSize(2);
        assertThat(monitor.health()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({", 50051", "8080, 8080"})
    void theProbeGoesToTheServersPortUnlessTheCheckNamesAnother(@Nullable Integer port, int expected) {
        // Given
        EndpointMonitor monitor = monitor(
                HealthCheckBuilder.builder().tcp(new TcpHealthCheck(port)).build());

        // When
        monitor.start();

        // Then
        assertThat(probe.targets()).containsExactly(new InetSocketAddress("10.0.0.1", expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 1", // its own
        "2, , 2", // the interval, where the connect timeout is longer
        "60, , 5", // the connect timeout, where the interval is longer
    })
    void theTimeoutIsItsOwnElseTheShorterOfIntervalAndConnectTimeout(
            int intervalSeconds, @Nullable Integer timeoutSeconds, int expectedSeconds) {
        // Given
        Duration timeout = timeoutSeconds == null ? null : Duration.ofSeconds(timeoutSeconds);
        EndpointMonitor monitor = monitor(HealthCheckBuilder.builder()
                .interval(Duration.ofSeconds(intervalSeconds))
                .timeout(timeout)
                .build());

        // When
        monitor.start();

        // Then
        assertThat(probe.timeouts()).containsExactly(Duration.ofSeconds(expectedSeconds));
    }

    @Test
    void aProbeThatThisMachineCouldNotMakeSaysNothingAndIsMadeAgain() {
        // Given
        EndpointMonitor monitor = started(CHECK);
        EndpointHealth before = monitor.health();

        // When
        probe.end(null);
        loop.advance(INTERVAL);

        // Then
        assertThat(monitor.health()).isEqualTo(before);
        assertThat(monitor.probed()).isFalse();
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, INTERVAL);
        assertThat(changes).isZero();
    }

    private static HealthCheck check(int rise, int fall) {
        return HealthCheckBuilder.builder()
                .type(HealthCheckType.TCP)
                .interval(INTERVAL)
                .spread(0)
                .rise(rise)
                .fall(fall)
                .build();
    }

    private static Backend backend(@Nullable HealthCheck check) {
        return BackendBuilder.builder()
                .name("echo")
                .servers(List.of())
                .healthCheck(check)
                .timeouts(BackendTimeoutsBuilder.builder()
                        .connect(Duration.ofSeconds(5))
                        .build())
                .build();
    }

    private EndpointMonitor monitor(@Nullable HealthCheck check) {
        return new EndpointMonitor(
                new Monitoring(loop.executor(), (backend, asked) -> probe, loop.clock(), random),
                endpoint,
                backend(check),
                () -> changes++);
    }

    private EndpointMonitor started(@Nullable HealthCheck check) {
        EndpointMonitor monitor = monitor(check);
        monitor.start();
        return monitor;
    }
}
