package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.proxy.health.Probe;
import io.fairlead.proxy.health.ProbeResult;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.VirtualLoop;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackendSupervisorTest {

    private static final int SERVERS = 1000;

    private final VirtualLoop loop = new VirtualLoop();
    private final AtomicInteger published = new AtomicInteger();

    @Test
    void aThousandServersThatFailAtOnceArePublishedAtOnce() {
        // Given
        Probe failing = (target, timeout, result) ->
                loop.executor().execute(() -> result.accept(new ProbeResult(CheckResult.L4CON, "Connection refused")));
        BackendSupervisor supervisor = new BackendSupervisor(
                loop.executor(),
                failing,
                (name, answer) -> {},
                null,
                loop.clock(),
                new Random(1),
                backend(),
                published::incrementAndGet);

        // When
        supervisor.update(null, backend());
        loop.advance(Duration.ofMillis(1));

        // Then
        assertThat(supervisor.pool().members()).hasSize(SERVERS);
        assertThat(supervisor.pool().healthy()).isZero();
        assertThat(supervisor.settled()).isTrue();
        assertThat(published).hasValueLessThan(10);
    }

    private static Backend backend() {
        List<Server> servers = IntStream.range(0, SERVERS)
                .mapToObj(i -> new Server("srv" + i, "10.0.%d.%d".formatted(i / 256, i % 256), 50051))
                .toList();
        return Configs.of(servers)
                .algorithm(Algorithm.Source)
                .check(null, Duration.ofSeconds(2), Duration.ofSeconds(1))
                .build()
                .getSpec()
                .backends()
                .getFirst();
    }
}
