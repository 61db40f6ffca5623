package io.fairlead.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import io.fairlead.proxy.testing.VirtualLoop;
import io.fairlead.proxy.transport.RelayStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When reports are written, on a virtual clock. */
class ReportPublisherTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualLoop loop = new VirtualLoop();
    private final List<Written> written = new ArrayList<>();
    private ProxySnapshot snapshot = running(1);
    private boolean apiIsAway;
    private boolean broken;
    private int attempts;

    private final ReportPublisher publisher =
            new ReportPublisher(this::snapshot, this::write, loop.executor(), loop.clock(), new Random(1));

    private record Written(Duration at, long generation, Instant renewed) {}

    private ProxySnapshot snapshot() {
        if (broken) {
            throw new IllegalStateException("a fault of the program");
        }
        return snapshot;
    }

    private void write(ProxyReportStatus status) {
        attempts++;
        if (apiIsAway) {
            throw new IllegalStateException("Connection refused");
        }
        written.add(new Written(
                loop.elapsed(),
                Objects.requireNonNull(status.observedGeneration()),
                Instant.parse(Objects.requireNonNull(status.renewTime()))));
    }

    @Test
    void aChangeIsWrittenAtOnceWithTheTimeOfDay() {
        // Given
        loop.advance(Duration.ofSeconds(5));

        // When
        change(2);

        // Then
        assertThat(written)
                .containsExactly(new Written(Duration.ofSeconds(5), 2, VirtualLoop.START.plus(Duration.ofSeconds(5))));
    }

    @Test
    void nothingIsWrittenBeforeThereIsSomethingToSay() {
        // Given
        snapshot = new ProxySnapshot(
                null, "starting: no configuration yet", null, 0, 0, List.of(), List.of(), new RelayStats());

        // When
        publisher.changed();
        loop.advance(Duration.ofMinutes(10));

        // Then
        assertThat(written).isEmpty();
    }

    @Test
    void manyChangesAreWrittenOnceASecondAndTheLastOneIs() {
        // Given
        change(1);

        // When
        for (int i = 2; i <= 25; i++) {
            loop.advance(Duration.ofMillis(100));
            change(i);
        }
        loop.advance(SECOND);

        // Then
        assertThat(written)
                .extracting(Written::at)
                .containsExactly(Duration.ZERO, SECOND, SECOND.multipliedBy(2), SECOND.multipliedBy(3));
        assertThat(written.getLast().generation()).isEqualTo(25);
    }

    @Test
    void whatWouldSayTheSameIsNotWrittenAgain() {
        // Given
        change(1);
        loop.advance(Duration.ofSeconds(5));

        // When
        publisher.changed();
        loop.advance(Duration.ofSeconds(5));

        // Then
        assertThat(written).hasSize(1);
    }

    @Test
    void itIsRenewedEveryMinuteGiveOrTakeATenth() {
        // Given
        change(1);

        // When
        loop.advance(Duration.ofMinutes(60));

        // Then
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < written.size(); i++) {
            gaps.add(written.get(i).at().minus(written.get(i - 1).at()));
        }
        assertThat(gaps)
                .hasSizeBetween(54, 66)
                .allSatisfy(gap -> assertThat(gap).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66)));
        assertThat(gaps.stream().distinct()).hasSizeGreaterThan(10);
        assertThat(written.getLast().renewed())
                .isEqualTo(VirtualLoop.START.plus(written.getLast().at()));
    }

    @Test
    void aChangeIsARenewalToo() {
        // Given
        change(1);
        loop.advance(Duration.ofSeconds(50));
        change(2);

        // When
        loop.advance(Duration.ofSeconds(50));

        // Then
        assertThat(written).hasSize(2);
    }

    @Test
    void whatFailsIsTriedAgainLaterEachTimeButWithinHalfAMinute() {
        // Given
        apiIsAway = true;
        change(1);
        List<Integer> byMinute = new ArrayList<>();

        // When
        for (int minute = 0; minute < 10; minute++) {
            int before = attempts;
            loop.advance(Duration.ofMinutes(1));
            byMinute.add(attempts - before);
        }

        // Then
        assertThat(byMinute.getFirst()).isBetween(5, 8);
        assertThat(byMinute.subList(1, 10))
                .allSatisfy(count -> assertThat(count).isBetween(2, 4));
        assertThat(written).isEmpty();
    }

    @Test
    void afterAnOutageTheNewestIsWrittenWithoutAChange() {
        // Given
        change(1);
        apiIsAway = true;
        loop.advance(SECOND);
        change(2);
        loop.advance(Duration.ofMinutes(5));
        change(3);

        // When
        apiIsAway = false;
        loop.advance(Duration.ofSeconds(30));

        // Then
        assertThat(written).extracting(Written::generation).containsExactly(1L, 3L);
    }

    @Test
    void changesDuringAnOutageDoNotMakeItTryMoreOften() {
        // Given
        apiIsAway = true;
        change(1);
        loop.advance(Duration.ofMinutes(5));
        int before = attempts;

        // When
        for (int i = 2; i < 602; i++) {
            loop.advance(Duration.ofMillis(100));
            change(i);
        }

        // Then
        assertThat(attempts - before).isBetween(2, 4);
    }

    @Test
    void afterAnOutageThatWasARenewalOnlyItIsRenewed() {
        // Given
        change(1);
        apiIsAway = true;
        loop.advance(Duration.ofMinutes(5));

        // When
        apiIsAway = false;
        loop.advance(Duration.ofSeconds(30));

        // Then
        assertThat(written).hasSize(2);
    }

    @Test
    void afterAFaultOfItsOwnItIsRenewedAgain() {
        // Given
        change(1);
        broken = true;
        loop.advance(Duration.ofMinutes(5));

        // When
        broken = false;
        loop.advance(Duration.ofSeconds(30));

        // Then
        assertThat(written).hasSize(2);
    }

    @Test
    void aRefusalBeforeTheFirstConfigurationIsWritten() {
        // Given
        List<ProxyReportStatus> statuses = new ArrayList<>();
        Refusal refusal = new Refusal(new ConfigVersion("a", 7), "spec: missing (expected: an object)");
        ReportPublisher refusing = new ReportPublisher(
                () -> new ProxySnapshot(null, "starting", refusal, 0, 1, List.of(), List.of(), new RelayStats()),
                statuses::add,
                loop.executor(),
                loop.clock(),
                new Random(1));

        // When
        refusing.changed();
        loop.advance(SECOND);

        // Then
        assertThat(statuses)
                .singleElement()
                .extracting(ProxyReportStatus::refusal)
                .isEqualTo("spec: missing (expected: an object)");
    }

    private void change(long generation) {
        snapshot = running(generation);
        publisher.changed();
        loop.advance(Duration.ZERO);
    }

    private static ProxySnapshot running(long generation) {
        GrpcLoadBalancer config = new GrpcLoadBalancer();
        config.getMetadata().setUid("a");
        config.getMetadata().setGeneration(generation);
        return new ProxySnapshot(config, null, null, 0, 0, List.of(), List.of(), new RelayStats());
    }
}
