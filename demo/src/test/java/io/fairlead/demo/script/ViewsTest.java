package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.DemoView.Step.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static final DemoView.Place PLACE =
            new DemoView.Place("embedded API server", "http://127.64.0.1:6443", Path.of("/tmp/demo/kubeconfig"));
    private static final List<DemoView.Step> STEPS =
            List.of(new DemoView.Step("one", State.RUNNING, "under way", Duration.ZERO));

    private final Scene scene = new Scene();
    private final Views views = new Views(PLACE, Path.of("/tmp/demo/logs"), Optional.empty(), Duration.ofSeconds(40));

    private DemoView view() {
        return views.view(scene.world(), STEPS);
    }

    @Test
    void hasWhatIsKnown() {
        // Given
        scene.callInTurn(Duration.ofMillis(2_800), "echo-1", "echo-2", "echo-3");
        scene.endpoint("echo-2", EndpointState.Down, CheckResult.L4CON, 0);
        scene.proxies.computeIfPresent("echo-lb-2", (name, pod) -> Scene.terminating(pod));

        // When
        DemoView view = view();

        // Then
        assertThat(view.place()).isEqualTo(PLACE);
        assertThat(view.elapsed()).isEqualTo(Duration.ofMillis(2_800));
        assertThat(view.total()).isEqualTo(Duration.ofSeconds(40));
        assertThat(view.operatorRunning()).isTrue();
        assertThat(view.steps()).isEqualTo(STEPS);
        assertThat(view.hints()).isNotEmpty();
        assertThat(view.created()).hasSize(6).contains(new DemoView.Created("Deployment", "echo-lb"));
        assertThat(view.proxies())
                .containsExactly(
                        new DemoView.Proxy("echo-lb-1", "127.64.0.20", "Running", true, 1L),
                        new DemoView.Proxy("echo-lb-2", "127.64.0.21", "Terminating", false, 1L));
        assertThat(view.backends())
                .containsExactly(
                        new DemoView.Backend(
                                "echo-1", "127.64.0.10", "Running", EndpointState.Up, CheckResult.L4OK, "", 40, 14),
                        new DemoView.Backend(
                                "echo-2",
                                "127.64.0.11",
                                "Running",
                                EndpointState.Down,
                                CheckResult.L4CON,
                                "Connection refused",
                                36,
                                12),
                        new DemoView.Backend(
                                "echo-3", "127.64.0.12", "Running", EndpointState.Up, CheckResult.L4OK, "", 36, 14));
        assertThat(view.calls()).isEqualTo(new DemoView.Calls(112, 0, 28, 40, List.of(36, 40)));
    }

    @Test
    void hasTheLoadBalancerWithItsAddress() {
        // When
        DemoView.LoadBalancer loadBalancer = view().loadBalancer();

        // Then
        assertThat(loadBalancer)
                .extracting(
                        DemoView.LoadBalancer::namespace,
                        DemoView.LoadBalancer::name,
                        DemoView.LoadBalancer::address,
                        DemoView.LoadBalancer::mode,
                        DemoView.LoadBalancer::algorithm,
                        DemoView.LoadBalancer::generation,
                        DemoView.LoadBalancer::observedGeneration)
                .containsExactly("fairlead-demo", "echo", "127.64.128.7:50050", "TCP", "RoundRobin", 1L, 1L);
    }

    @Test
    void aConditionIsAsOldAsItsStatusAndReason() {
        // Given
        view();
        scene.pass(Duration.ofSeconds(3));
        scene.condition("Accepted", "True", "Accepted", "In other words.");
        scene.condition("Ready", "False", "BackendsDown", "None is up.");

        // When
        DemoView view = view();

        // Then
        assertThat(Objects.requireNonNull(view.loadBalancer()).conditions())
                .contains(
                        new DemoView.Condition("Accepted", "True", "Accepted", "In other words.", Duration.ZERO),
                        new DemoView.Condition("Ready", "False", "BackendsDown", "None is up.", Duration.ofSeconds(3)));
    }

    @Test
    void aBackendThatAnsweredAndIsGoneStays() {
        // Given
        scene.callInTurn(Duration.ofSeconds(1), "echo-1", "echo-2", "echo-3");
        scene.backends.remove("echo-2");

        // When
        DemoView view = view();

        // Then
        assertThat(view.backends()).last().satisfies(backend -> {
            assertThat(backend.pod()).isEqualTo("echo-2");
            assertThat(backend.phase()).isEqualTo("Gone");
            assertThat(backend.calls()).isPositive();
        });
    }

    @Test
    void thereIsNotMuchAtFirst() {
        // When
        DemoView view = views.view(World.EMPTY, STEPS);

        // Then
        assertThat(view.loadBalancer()).isNull();
        assertThat(view.created()).isEmpty();
        assertThat(view.backends()).isEmpty();
        assertThat(view.hints()).isEmpty();
    }
}
