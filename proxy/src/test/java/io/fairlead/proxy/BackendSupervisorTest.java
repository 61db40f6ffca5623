package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.discovery.Discovery;
import io.fairlead.proxy.discovery.Resolution;
import io.fairlead.proxy.discovery.Services;
import io.fairlead.proxy.discovery.Target;
import io.fairlead.proxy.health.Monitoring;
import io.fairlead.proxy.health.Probe;
import io.fairlead.proxy.health.ProbeResult;
import io.fairlead.proxy.tcp.SessionRegistry;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.VirtualLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
                monitoring(failing),
                (name, answer) -> {},
                null,
                new SessionShutdown(new SessionRegistry()),
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

    @Test
    void whatAnotherServiceHasIsNotKnownBeforeItWasLookedUpAndTheOldEndpointsStay() {
        // Given
        List<Consumer<Resolution>> found = new ArrayList<>();
        Services services = (namespace, control, consumer) -> {
            found.add(consumer);
            return new SilentDiscovery();
        };
        Backend before = backend("echo");
        BackendSupervisor supervisor = new BackendSupervisor(
                monitoring((target, timeout, result) -> {}),
                (name, answer) -> {},
                services,
                new SessionShutdown(new SessionRegistry()),
                before,
                published::incrementAndGet);
        supervisor.update(null, before);
        boolean atFirst = supervisor.pool().discovered();
        Target target = new Target("pod-1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 50051));
        found.getFirst().accept(new Resolution(List.of(target), null));
        boolean lookedUp = supervisor.pool().discovered();

        // When
        supervisor.update(null, backend("other"));

        // Then
        assertThat(atFirst).isFalse();
        assertThat(lookedUp).isTrue();
        assertThat(supervisor.pool().discovered()).isFalse();
        assertThat(supervisor.pool().healthy()).isEqualTo(1);
        found.getFirst().accept(new Resolution(List.of(), Unresolved.ServiceNotFound));
        assertThat(supervisor.pool().discovered()).isTrue();
        assertThat(supervisor.pool().unresolved()).isEqualTo(Unresolved.ServiceNotFound);
        assertThat(supervisor.pool().members()).isEmpty();
    }

    private Monitoring monitoring(Probe probe) {
        return new Monitoring(loop.executor(), (backend, check) -> probe, loop.clock(), new Random(1));
    }

    private static final class SilentDiscovery implements Discovery {

        @Override
        public void update(Backend backend) {}

        @Override
        public void stop() {}
    }

    private static Backend backend(String service) {
        return Configs.of()
                .buildForService(service, new IntOrString("grpc"))
                .getSpec()
                .backends()
                .getFirst();
    }

    private static Backend backend() {
        List<Server> servers = IntStream.range(0, SERVERS)
                .mapToObj(i -> ServerBuilder.builder()
                        .name("srv" + i)
                        .address("10.0.%d.%d".formatted(i / 256, i % 256))
                        .port(50051)
                        .build())
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
