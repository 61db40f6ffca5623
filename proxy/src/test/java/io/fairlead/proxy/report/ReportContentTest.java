package io.fairlead.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import io.fairlead.proxy.backend.EndpointSettings;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.ProxySnapshot.ListenerSnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import io.fairlead.proxy.transport.ListenerStats;
import io.fairlead.proxy.transport.RelayStats;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportContentTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void saysWhatRunsWhereItListensAndWhatItSees() {
        // Given
        ListenerSnapshot listener = new ListenerSnapshot(
                ListenerBuilder.builder().name("grpc").build(),
                "echo",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 50050),
                new ListenerStats());
        ProxySnapshot snapshot = new ProxySnapshot(
                config(3L),
                null,
                null,
                0,
                0,
                List.of(listener),
                List.of(pool("echo", up("pod-1"), down("pod-2"))),
                new RelayStats());

        // When
        ProxyReportStatus status = ReportContent.of(snapshot);

        // Then
        EndpointStatus down = new EndpointStatus(
                "pod-2",
                "127.0.0.1",
                50051,
                EndpointState.Down,
                CheckResult.L4CON,
                "Connection refused",
                null,
                null,
                SINCE.toString());
        EndpointStatus up = new EndpointStatus(
                "pod-1", "127.0.0.1", 50051, EndpointState.Up, CheckResult.L4OK, null, null, null, SINCE.toString());
        assertThat(status)
                .isEqualTo(new ProxyReportStatus(
                        "uid",
                        3L,
                        null,
                        null,
                        null,
                        List.of(new ListenerStatus("grpc", 50050, null)),
                        List.of(new BackendStatus("echo", null, 1, 2, List.of(down, up)))));
    }

    @Test
    void ofManyEndpointsTheWorstAreNamedAndAllAreCounted() {
        // Given
        Member[] first = members(80, number -> number % 8 == 0 ? down("a" + number) : up("a" + number));
        Member[] second = members(60, number -> number < 40 ? down("b" + number) : up("b" + number));

        // When
        List<BackendStatus> backends = backends(pool("first", first), pool("second", second));

        // Then
        assertThat(backends).extracting(BackendStatus::healthy).containsExactly(70, 20);
        assertThat(backends).extracting(BackendStatus::total).containsExactly(80, 60);
        assertThat(names(backends.get(0)).limit(11))
                .containsExactly("a0", "a8", "a16", "a24", "a32", "a40", "a48", "a56", "a64", "a72", "a1");
        assertThat(names(backends.get(0))).hasSize(60);
        assertThat(names(backends.get(1))).hasSize(40).allMatch(name -> Integer.parseInt(name.substring(1)) < 40);
    }

    @Test
    void saysWhyTheServersOfABackendAreNotKnownAndNothingOfOneThatWasNotLookedUp() {
        // Given
        Backend backend = backend("missing");
        BackendPool missing =
                BackendPool.empty(backend).with(backend, Unresolved.ServiceNotFound, List.of(), new Random(1));

        // When
        List<BackendStatus> backends = backends(missing, BackendPool.empty(backend("later")));

        // Then
        assertThat(backends).containsExactly(new BackendStatus("missing", Unresolved.ServiceNotFound, 0, 0, List.of()));
    }

    @Test
    void saysWhichGenerationIsRefusedAndWhy() {
        // Given
        Refusal refusal = new Refusal(new ConfigVersion("uid", 4), "spec: missing (expected: an object)");

        // When
        ProxyReportStatus status = of(config(3L), refusal);

        // Then
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.refusedGeneration()).isEqualTo(4);
        assertThat(status.refusal()).isEqualTo("spec: missing (expected: an object)");
    }

    @Test
    void aRefusalBeforeTheFirstConfigurationSaysWhoseItIs() {
        // Given
        Refusal refusal = new Refusal(new ConfigVersion("uid", 4), "spec: missing (expected: an object)");

        // When
        ProxyReportStatus status = of(null, refusal);

        // Then
        assertThat(status.uid()).isEqualTo("uid");
        assertThat(status.observedGeneration()).isNull();
        assertThat(status.refusedGeneration()).isEqualTo(4);
    }

    @Test
    void theGenerationOfAnotherUidIsLeftOut() {
        // Given
        Refusal refusal = new Refusal(new ConfigVersion("other", 1), "spec: missing (expected: an object)");

        // When
        ProxyReportStatus status = of(config(3L), refusal);

        // Then
        assertThat(status.uid()).isEqualTo("uid");
        assertThat(status.refusedGeneration()).isNull();
        assertThat(status.refusal()).isNotNull();
    }

    @Test
    void aVeryLongRefusalIsCutOff() {
        // When
        ProxyReportStatus status = of(config(3L), new Refusal(null, "x".repeat(5000)));

        // Then
        assertThat(status.refusal()).hasSize(4096).endsWith("x...");
    }

    @Test
    void beforeAnyConfigurationThereIsNothingToSay() {
        // Given
        ProxySnapshot snapshot =
                new ProxySnapshot(null, "starting", null, 0, 0, List.of(), List.of(), new RelayStats());

        // When
        ProxyReportStatus status = ReportContent.of(snapshot);

        // Then
        assertThat(status).isNull();
    }

    private static List<BackendStatus> backends(BackendPool... pools) {
        ProxySnapshot snapshot =
                new ProxySnapshot(config(3L), null, null, 0, 0, List.of(), List.of(pools), new RelayStats());
        return Objects.requireNonNull(
                Objects.requireNonNull(ReportContent.of(snapshot)).backends());
    }

    private static ProxyReportStatus of(@Nullable GrpcLoadBalancer config, Refusal refusal) {
        return Objects.requireNonNull(ReportContent.of(
                new ProxySnapshot(config, null, refusal, 0, 1, List.of(), List.of(), new RelayStats())));
    }

    private static Stream<String> names(BackendStatus backend) {
        return Objects.requireNonNull(backend.endpoints()).stream()
                .map(endpoint -> Objects.requireNonNull(endpoint.name()));
    }

    private static GrpcLoadBalancer config(long generation) {
        GrpcLoadBalancer config = new GrpcLoadBalancer();
        config.getMetadata().setUid("uid");
        config.getMetadata().setGeneration(generation);
        return config;
    }

    private static Backend backend(String name) {
        return BackendBuilder.builder().name(name).build();
    }

    private static BackendPool pool(String name, Member... members) {
        return BackendPool.empty(backend(name)).with(backend(name), null, List.of(members), new Random(1));
    }

    private static Member[] members(int count, IntFunction<Member> member) {
        return IntStream.range(0, count).mapToObj(member).toArray(Member[]::new);
    }

    private static Member up(String name) {
        return new Member(
                endpoint(name),
                EndpointSettings.DEFAULT,
                new EndpointHealth(EndpointState.Up, CheckResult.L4OK, null, SINCE),
                100);
    }

    private static Member down(String name) {
        return new Member(
                endpoint(name),
                EndpointSettings.DEFAULT,
                new EndpointHealth(EndpointState.Down, CheckResult.L4CON, "Connection refused", SINCE),
                100);
    }

    private static Endpoint endpoint(String name) {
        return new Endpoint(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 50051));
    }
}
