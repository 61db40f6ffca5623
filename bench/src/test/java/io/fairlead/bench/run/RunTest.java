package io.fairlead.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Contestants;
import io.fairlead.bench.lab.Cpus;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.report.WorkResult;
import io.fairlead.bench.work.Measurement;
import io.fairlead.bench.work.Metric;
import io.fairlead.bench.work.Trial;
import io.fairlead.bench.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RunTest {

    private static final Pace PACE = new Pace(false, 2, Duration.ofSeconds(60), Duration.ofSeconds(30));

    private final List<String> done = new ArrayList<>();
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
    void aFaultNamesWorkAndContestantAndEndsAll() {
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

        Recorded(double calls) {
            this.calls = calls;
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
                public void warmUp(Duration time) {
                    done.add(contestant.name() + " warms up");
                }

                @Override
                public Measurement run(Duration time) {
                    done.add("%s for %d s".formatted(contestant.name(), time.toSeconds()));
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
