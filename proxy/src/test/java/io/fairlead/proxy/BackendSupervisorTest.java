package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.api.v1alpha1.builder.EndpointOverrideBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.NoPick;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackendSupervisorTest {

    private static final int SERVERS = 1000;

    private final VirtualLoop loop = new VirtualLoop();
    private final AtomicInteger published = new AtomicInteger();
    private final List<Consumer<Resolution>> resolutions = new ArrayList<>();

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

    @Test
    void theWeightOfAServerThatCameUpGrowsStepByStepAndThoseOfStartUpAreWhole() {
        // Given
        Backend slow = slowStart(backend("echo"), Duration.ofSeconds(10));
        BackendSupervisor supervisor = supervisor(slow);
        supervisor.update(null, slow);
        tell(pod("pod-1", 1), pod("pod-2", 2));
        List<Integer> atStart = throttles(supervisor);
        loop.advance(Duration.ofMinutes(1));
        tell(pod("pod-1", 1), pod("pod-2", 2), pod("pod-3", 3));
        int before = published.get();

        // When
        List<Integer> grown = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            grown.add(throttles(supervisor).get(2));
            loop.advance(Duration.ofMillis(2500));
        }

        // Then
        assertThat(atStart).containsExactly(100, 100);
        assertThat(grown).containsExactly(1, 25, 50, 75, 100, 100);
        assertThat(throttles(supervisor)).containsExactly(100, 100, 100);
        assertThat(published).as("steps, none once it is whole").hasValue(before + 20);
    }

    @Test
    void aServerThatWasDownGrowsAgainThoughItWasThereAtStartUp() {
        // Given
        Backend slow = slowStart(checked(), Duration.ofSeconds(10));
        boolean[] alive = {false};
        BackendSupervisor supervisor = supervisor(slow, probe(() -> alive[0]));
        supervisor.update(null, slow);
        loop.advance(Duration.ofSeconds(10));
        boolean up = supervisor.pool().healthy() > 0;
        alive[0] = true;

        // When
        loop.advance(Duration.ofSeconds(5));

        // Then
        assertThat(up).isFalse();
        assertThat(supervisor.pool().healthy()).isEqualTo(1);
        assertThat(throttles(supervisor).getFirst()).isBetween(1, 40);
        loop.advance(Duration.ofSeconds(12));
        assertThat(throttles(supervisor)).containsExactly(100);
    }

    @Test
    void aServerUnderMaintenanceIsNotProbedAndKeepsItsCountersForWhenItComesBack() {
        // Given
        AtomicInteger probes = new AtomicInteger();
        Backend ready = checked();
        BackendSupervisor supervisor = supervisor(ready, probe(() -> probes.incrementAndGet() > 0));
        supervisor.update(null, ready);
        loop.advance(Duration.ofSeconds(5));
        Endpoint endpoint = supervisor.pool().members().getFirst().endpoint();
        int probed = probes.get();

        // When
        supervisor.update(null, overridden(ready, AdministrativeState.Maintenance));
        loop.advance(Duration.ofSeconds(20));

        // Then
        assertThat(probed).isEqualTo(3);
        assertThat(probes).hasValue(probed);
        BackendPool.Member member = supervisor.pool().members().getFirst();
        assertThat(member.state()).isEqualTo(EndpointState.Maintenance);
        assertThat(member.health().since()).isEqualTo(VirtualLoop.START.plusSeconds(5));
        assertThat(supervisor.settled()).isTrue();
        supervisor.update(null, ready);
        loop.advance(Duration.ofMillis(1));
        assertThat(probes).hasValue(probed + 1);
        assertThat(supervisor.pool().members().getFirst().endpoint()).isSameAs(endpoint);
        assertThat(supervisor.pool().healthy()).isEqualTo(1);
    }

    @Test
    void aServerThatDrainsIsProbedAndGetsNoNewConnection() {
        // Given
        AtomicInteger probes = new AtomicInteger();
        Backend draining = overridden(checked(), AdministrativeState.Drain);
        BackendSupervisor supervisor = supervisor(draining, probe(() -> probes.incrementAndGet() > 0));

        // When
        supervisor.update(null, draining);
        loop.advance(Duration.ofSeconds(5));

        // Then
        assertThat(probes).hasValue(3);
        assertThat(supervisor.pool().members().getFirst().state()).isEqualTo(EndpointState.Drain);
        assertThat(supervisor.pool().pick(InetAddress.getLoopbackAddress()::getAddress, Set.of()))
                .isSameAs(NoPick.NONE_UP);
    }

    private static Probe probe(BooleanSupplier alive) {
        return (target, timeout, result) ->
                result.accept(new ProbeResult(alive.getAsBoolean() ? CheckResult.L4OK : CheckResult.L4CON, null));
    }

    private BackendSupervisor supervisor(Backend backend) {
        return supervisor(backend, (target, timeout, result) -> {});
    }

    private BackendSupervisor supervisor(Backend backend, Probe probe) {
        Services services = (namespace, control, consumer) -> {
            resolutions.add(consumer);
            return new SilentDiscovery();
        };
        return new BackendSupervisor(
                monitoring(probe),
                (name, answer) -> {},
                services,
                new SessionShutdown(new SessionRegistry()),
                backend,
                published::incrementAndGet);
    }

    private void tell(Target... targets) {
        resolutions.getFirst().accept(new Resolution(List.of(targets), null));
    }

    private static Target pod(String name, int last) {
        return new Target(name, new InetSocketAddress("10.0.0." + last, 50051));
    }

    private static List<Integer> throttles(BackendSupervisor supervisor) {
        return supervisor.pool().members().stream()
                .map(BackendPool.Member::throttle)
                .toList();
    }

    private static Backend slowStart(Backend backend, Duration length) {
        return BackendBuilder.builder(backend)
                .balance(BalanceBuilder.builder()
                        .algorithm(Algorithm.RoundRobin)
                        .slowStart(length)
                        .build())
                .build();
    }

    private static Backend overridden(Backend backend, AdministrativeState state) {
        return BackendBuilder.builder(backend)
                .overrides(List.of(EndpointOverrideBuilder.builder()
                        .server("srv1")
                        .state(state)
                        .build()))
                .build();
    }

    private static Backend checked() {
        return Configs.of(new InetSocketAddress("10.0.0.1", 50051))
                .check(null, Duration.ofSeconds(2), Duration.ofSeconds(1))
                .build()
                .getSpec()
                .backends()
                .getFirst();
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
