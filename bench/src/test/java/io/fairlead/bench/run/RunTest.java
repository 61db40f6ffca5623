package io.fairlead.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Contestants;
import io.fairlead.bench.contestant.Mode;
import io.fairlead.bench.lab.Cpus;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.report.ContestantResult;
import io.fairlead.bench.report.WorkResult;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RunTest {

    private static final Pace PACE = new Pace(false, 2, Duration.ofSeconds(60), Duration.ofSeconds(30));

    private final List<String> done = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private final List<Contestant> contestants =
            List.of(Contestants.fairlead(Path.of("")), Contestants.peers().getFirst());
    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        lab = Lab.on(Cpus.of(List.of(0)));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void allAreWarmBeforeTheyTakeTurns() throws IOException, InterruptedException {
        // When
        WorkResult result = new Run(lab, PACE, line -> {}).run(new Recorded(1), contestants);

        // Then
        assertThat(done)
                .containsExactly(
                        "fairlead warms up",
                        "haproxy warms up",
                        "fairlead for 30 s",
                        "haproxy for 30 s",
                        "fairlead for 30 s",
                        "haproxy for 30 s",
                        "fairlead ends",
                        "haproxy ends");
        assertThat(result.contestants())
                .allSatisfy(contestant ->
                        assertThat(contestant.rounds()).containsExactly(Map.of("calls", 1.0), Map.of("calls", 1.0)));
    }

    @Test
    void aPeerThatFailsIsSetUpAnewAndHasItsTurnAgain() throws IOException, InterruptedException {
        // Given
        Recorded work = new Recorded(1);
        work.faults.addAll(List.of("haproxy for 30 s"));

        // When
        WorkResult result = new Run(lab, PACE, line -> {}).run(work, contestants);

        // Then
        assertThat(done)
                .containsExactly(
                        "fairlead warms up",
                        "haproxy warms up",
                        "fairlead for 30 s",
                        "haproxy for 30 s",
                        "haproxy ends",
                        "haproxy warms up",
                        "haproxy for 30 s",
                        "fairlead for 30 s",
                        "haproxy for 30 s",
                        "fairlead ends",
                        "haproxy ends");
        assertThat(result.contestants().getLast())
                .isEqualTo(ContestantResult.measured("haproxy", List.of(Map.of("calls", 1.0), Map.of("calls", 1.0))));
    }

    @Test
    void aPeerThatFailsTwiceIsReportedWithoutFigures() throws IOException, InterruptedException {
        // Given
        Recorded work = new Recorded(1);
        work.faults.addAll(List.of("haproxy for 30 s", "haproxy warms up"));

        // When
        WorkResult result = new Run(lab, PACE, progress::add).run(work, contestants);

        // Then
        assertThat(done)
                .containsExactly(
                        "fairlead warms up",
                        "haproxy warms up",
                        "fairlead for 30 s",
                        "haproxy for 30 s",
                        "haproxy ends",
                        "haproxy warms up",
                        "haproxy ends",
                        "fairlead for 30 s",
                        "fairlead ends");
        assertThat(result.contestants().getLast())
                .isEqualTo(ContestantResult.failed("haproxy", "haproxy warms up: a fault"));
        assertThat(progress)
                .contains(
                        "x  haproxy has its turn again: haproxy for 30 s: a fault",
                        "x  haproxy is out: haproxy warms up: a fault");
    }

    @Test
    void contestantsThatDoNotServeItsModeAreLeftOut() throws IOException, InterruptedException {
        // Given
        List<Contestant> all = new ArrayList<>(List.of(contestants.getFirst()));
        all.addAll(Contestants.peers());

        // When
        WorkResult inTcp = new Run(lab, PACE, line -> {}).run(new Recorded(1, Mode.TCP), all);
        WorkResult inGrpc = new Run(lab, PACE, line -> {}).run(new Recorded(1, Mode.GRPC), all);

        // Then
        assertThat(inTcp.contestants())
                .extracting(ContestantResult::contestant)
                .containsExactly("fairlead", "haproxy", "haproxy-splice", "nginx", "direct");
        assertThat(inGrpc.contestants())
                .extracting(ContestantResult::contestant)
                .containsExactly("fairlead", "haproxy", "haproxy-64k", "nginx", "nghttpx", "direct");
    }

    @Test
    void aFaultOfFairleadNamesTheWorkAndEndsAll() {
        // Given
        Recorded work = new Recorded(0);

        // When, Then
        assertThatThrownBy(() -> new Run(lab, PACE, line -> {}).run(work, contestants))
                .isInstanceOf(IOException.class)
                .hasMessage("work x, fairlead: calls: 0.0 (expected: greater than 0)");
        assertThat(done).endsWith("fairlead ends", "haproxy ends");
    }

    private final class Recorded implements Work {

        private final double calls;
        private final Mode mode;

        /** What fails, the next first: each when it is done. */
        private final Queue<String> faults = new ArrayDeque<>();

        Recorded(double calls) {
            this(calls, Mode.TCP);
        }

        Recorded(double calls, Mode mode) {
            this.calls = calls;
            this.mode = mode;
        }

        private void does(String what) throws IOException {
            done.add(what);
            if (what.equals(faults.peek())) {
                throw new IOException(faults.remove() + ": a fault");
            }
        }

        @Override
        public Mode mode() {
            return mode;
        }

        @Override
        public String letter() {
            return "x";
        }

        @Override
        public String title() {
            return "nothing";
        }

        @Override
        public Trial prepare(Contestant contestant, Lab in) {
            return new Trial() {
                @Override
                public void warmUp(Duration time) throws IOException {
                    does(contestant.name() + " warms up");
                }

                @Override
                public Measurement run(Duration time) throws IOException {
                    does("%s for %d s".formatted(contestant.name(), time.toSeconds()));
                    return new Measurement(Map.of(Metric.CALLS, calls));
                }

                @Override
                public void close() {
                    done.add(contestant.name() + " ends");
                }
            };
        }
    }
}
