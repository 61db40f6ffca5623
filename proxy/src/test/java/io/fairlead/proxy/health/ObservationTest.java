package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.Observation;
import io.fairlead.api.v1alpha1.ObservedLayer;
import io.fairlead.api.v1alpha1.OnError;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.backend.ConnectObserver;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.testing.Endpoints;
import io.fairlead.proxy.testing.VirtualLoop;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What connections that fail, or do not, make of a server's health. Three errors in a row are too many, rise is 2 and fall is 3. */
class ObservationTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration FAST = Duration.ofSeconds(1);
    private static final ProbeResult REFUSED = new ProbeResult(CheckResult.L4CON, "Connection refused");

    private final VirtualLoop loop = new VirtualLoop();
    private final ScriptedProbe probe = new ScriptedProbe(loop);
    private final Endpoint endpoint = Endpoints.numbered(1).getFirst();

    @Test
    void tooManyErrorsCountAsAFailedProbe() {
        // Given
        EndpointMonitor monitor = proven(OnError.FailCheck);

        // When
        fail(3);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
        assertThat(monitor.health().check()).isEqualTo(CheckResult.HANA);
        assertThat(monitor.health().message())
                .isEqualTo("3 connections in a row failed, the last one: Connection refused");
    }

    @Test
    void asManyFailedProbesAsFallTakeItDownWhoeverCountsThem() {
        // Given
        EndpointMonitor monitor = proven(OnError.FailCheck);
        fail(3);
        loop.advance(FAST);
        probe.end(REFUSED);
        EndpointState before = monitor.health().state();

        // When
        fail(3);

        // Then
        assertThat(before).isEqualTo(EndpointState.Up);
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Down);
        assertThat(monitor.health().check()).isEqualTo(CheckResult.HANA);
    }

    @Test
    void fewerErrorsThanTheLimitChangeNothing() {
        // Given
        EndpointMonitor monitor = proven(OnError.MarkDown);

        // When
        fail(2);

        // Then
        assertThat(monitor.health().check()).isEqualTo(CheckResult.L4OK);
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
    }

    @Test
    void aConnectionThatSucceedsBeginsTheCountAnew() {
        // Given
        EndpointMonitor monitor = proven(OnError.MarkDown);
        fail(2);

        // When
        endpoint.observer().connected();
        fail(2);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
    }

    @Test
    void aProbeThatSucceedsBeginsTheCountAnew() {
        // Given
        EndpointMonitor monitor = proven(OnError.MarkDown);
        fail(2);
        loop.advance(INTERVAL);

        // When
        probe.end(ProbeResult.OK);
        fail(2);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
    }

    @Test
    void aProbeThatFailsDoesNot() {
        // Given
        EndpointMonitor monitor = proven(OnError.MarkDown);
        fail(2);
        loop.advance(INTERVAL);

        // When
        probe.end(REFUSED);
        fail(1);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Down);
    }

    @Test
    void theCountBeginsAnewOnceItWasReached() {
        // Given
        EndpointMonitor monitor = proven(OnError.FailCheck);

        // When
        fail(3 + 3 + 2);
        EndpointState before = monitor.health().state();
        fail(1);

        // Then
        assertThat(before).isEqualTo(EndpointState.Up);
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Down);
    }

    @Test
    void suddenDeathLeavesItOneFailedProbeFromBeingDown() {
        // Given
        EndpointMonitor monitor = proven(OnError.SuddenDeath);
        fail(3);
        EndpointState before = monitor.health().state();
        loop.advance(FAST);

        // When
        probe.end(REFUSED);

        // Then
        assertThat(before).isEqualTo(EndpointState.Up);
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Down);
    }

    @Test
    void suddenDeathIsOverWithAProbeThatSucceeds() {
        // Given
        EndpointMonitor monitor = proven(OnError.SuddenDeath);
        fail(3);
        loop.advance(FAST);
        probe.end(ProbeResult.OK);
        loop.advance(INTERVAL);

        // When
        probe.end(REFUSED);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
    }

    @Test
    void markDownTakesItDownAtOnceAndProbesBringItUp() {
        // Given
        EndpointMonitor monitor = proven(OnError.MarkDown);

        // When
        fail(3);
        EndpointState after = monitor.health().state();
        loop.advance(INTERVAL);
        probe.end(ProbeResult.OK);
        EndpointState afterOne = monitor.health().state();
        loop.advance(INTERVAL);
        probe.end(ProbeResult.OK);

        // Then
        assertThat(after).isEqualTo(EndpointState.Down);
        assertThat(afterOne).isEqualTo(EndpointState.Down);
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MarkDown") // down, for which downInterval holds
    void theNextProbeComesAtTheFastIntervalInAnyCase(OnError onError) {
        // Given
        proven(onError);
        loop.advance(Duration.ofSeconds(4));

        // When
        fail(3);
        loop.advance(FAST);

        // Then
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void fastIntervalAloneLeavesTheStateAloneAndHoldsForOneProbe() {
        // Given
        EndpointMonitor monitor = proven(OnError.FastInterval);
        fail(3);
        loop.advance(FAST);

        // When
        probe.end(ProbeResult.OK);
        loop.advance(INTERVAL);

        // Then
        assertThat(monitor.health().check()).isEqualTo(CheckResult.L4OK);
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, FAST, FAST.plus(INTERVAL));
    }

    @Test
    void aProbeThatIsDueSoonerIsNotPutOff() {
        // Given
        proven(OnError.FastInterval);
        loop.advance(INTERVAL.minusMillis(100));

        // When
        fail(3);
        loop.advance(Duration.ofMillis(100));

        // Then
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, INTERVAL);
    }

    @Test
    void withAProbeUnderWayTheOneAfterItComesAtTheFastInterval() {
        // Given
        proven(OnError.FastInterval);
        loop.advance(INTERVAL);
        fail(3);

        // When
        probe.end(ProbeResult.OK);
        loop.advance(FAST);

        // Then
        assertThat(probe.startedAt()).containsExactly(Duration.ZERO, INTERVAL, INTERVAL.plus(FAST));
    }

    @Test
    void withoutAFastIntervalTheNextProbeComesWhenItWasDue() {
        // Given
        EndpointMonitor monitor = monitor(
                check(OnError.FailCheck).fastInterval(null).downInterval(FAST).build());
        monitor.start();
        probe.end(ProbeResult.OK);

        // When
        fail(9);
        loop.advance(INTERVAL.minusMillis(1));

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Down);
        assertThat(probe.startedAt()).hasSize(1);
    }

    @Test
    void aServerIsNotJudgedBeforeItsFirstProbeIsOver() {
        // Given
        EndpointMonitor monitor = monitor(check(OnError.MarkDown).build());
        monitor.start();

        // When
        fail(3);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
        assertThat(monitor.health().check()).isNull();
    }

    @Test
    void withoutTheFieldErrorsSayNothing() {
        // Given
        EndpointMonitor monitor = monitor(check(OnError.MarkDown).observe(null).build());
        monitor.start();
        probe.end(ProbeResult.OK);

        // When
        fail(100);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
        assertThat(endpoint.observer()).isSameAs(ConnectObserver.NONE);
    }

    @Test
    void aServerThatIsWatchedNoMoreIsObservedNoMoreEither() {
        // Given
        EndpointMonitor monitor = proven(OnError.MarkDown);
        failWithoutALoop(3);

        // When
        monitor.stop();
        loop.advance(Duration.ZERO);

        // Then
        assertThat(monitor.health().state()).isEqualTo(EndpointState.Up);
        assertThat(endpoint.observer()).isSameAs(ConnectObserver.NONE);
    }

    /** Returns the monitor of a server whose first probe succeeded. */
    private EndpointMonitor proven(OnError onError) {
        EndpointMonitor monitor = monitor(check(onError).build());
        monitor.start();
        probe.end(ProbeResult.OK);
        return monitor;
    }

    private static HealthCheckBuilder check(@Nullable OnError onError) {
        return HealthCheckBuilder.builder()
                .interval(INTERVAL)
                .fastInterval(FAST)
                .spread(0)
                .observe(new Observation(ObservedLayer.Layer4, 3, onError));
    }

    private EndpointMonitor monitor(HealthCheck check) {
        Backend backend = BackendBuilder.builder()
                .name("echo")
                .servers(List.of())
                .healthCheck(check)
                .build();
        Monitoring shared = new Monitoring(loop.executor(), (config, asked) -> probe, loop.clock(), new Random(1));
        return new EndpointMonitor(shared, endpoint, backend, () -> {});
    }

    private void fail(int times) {
        failWithoutALoop(times);
        loop.advance(Duration.ZERO);
    }

    private void failWithoutALoop(int times) {
        for (int i = 0; i < times; i++) {
            endpoint.observer().connectFailed(new ConnectException("Connection refused"));
        }
    }
}
