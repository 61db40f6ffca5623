package io.fairlead.demo.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.demo.screen.DemoEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private final Scene scene = new Scene();

    private List<DemoEvent> changes(Runnable change) {
        World before = scene.world();
        scene.pass(Duration.ofMillis(1_500));
        change.run();
        return Changes.between(before, scene.world());
    }

    private static String text(List<DemoEvent> events) {
        return events.stream()
                .map(event -> "%s %s\n".formatted(event.kind(), event.text()))
                .collect(Collectors.joining());
    }

    @Test
    void allIsNewAtFirst() {
        // When
        List<DemoEvent> events = Changes.between(World.EMPTY, scene.world());

        // Then
        assertThat(text(events)).isEqualTo("""
                NOTE the operator runs
                NOTE GrpcLoadBalancer echo is at generation 1, mode TCP, with RoundRobin
                NOTE created ServiceAccount echo-lb
                NOTE created Role echo-lb
                NOTE created RoleBinding echo-lb
                NOTE created ConfigMap echo-lb
                NOTE created Deployment echo-lb
                NOTE created Service echo-lb
                NOTE created pod echo-1
                GOOD pod echo-1 is ready
                NOTE created pod echo-2
                GOOD pod echo-2 is ready
                NOTE created pod echo-3
                GOOD pod echo-3 is ready
                NOTE created pod echo-lb-1
                GOOD pod echo-lb-1 is ready
                NOTE created pod echo-lb-2
                GOOD pod echo-lb-2 is ready
                NOTE echo-lb-1 runs generation 1
                NOTE echo-lb-2 runs generation 1
                GOOD echo-1 is Up (L4OK)
                GOOD echo-2 is Up (L4OK)
                GOOD echo-3 is Up (L4OK)
                GOOD Accepted is True (Accepted): All is well.
                GOOD Programmed is True (Programmed): 2 of 2 ready proxies run it.
                GOOD Ready is True (Ready): Each backend is up.
                """);
    }

    @Test
    void nothingIsToldWhereNothingChanges() {
        // When
        List<DemoEvent> events = changes(() -> scene.callInTurn(Duration.ofSeconds(1), "echo-1"));

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void saysWhen() {
        // When
        List<DemoEvent> events = changes(() -> scene.operatorRunning = false);

        // Then
        assertThat(events)
                .containsExactly(
                        new DemoEvent(Duration.ofMillis(1_500), DemoEvent.Kind.NOTE, "the operator is stopped"));
    }

    @Test
    void aBackendThatGoesDownIsToldWithWhatTheCheckFound() {
        // When
        List<DemoEvent> events = changes(() -> scene.endpoint("echo-1", EndpointState.Down, CheckResult.L4CON, 0));

        // Then
        assertThat(text(events)).isEqualTo("WARNING echo-1 is Down (L4CON: Connection refused)\n");
    }

    @Test
    void aBackendThatItsUserTakesOutIsNoWarning() {
        // When
        List<DemoEvent> events = changes(() -> scene.endpoint("echo-1", EndpointState.Drain, CheckResult.L4OK, 2));

        // Then
        assertThat(text(events)).startsWith("NOTE echo-1 is Drain (L4OK");
    }

    @Test
    void anEndpointOfNoPodIsToldByItsAddress() {
        // Given
        scene.backends.remove("echo-3");

        // When
        List<DemoEvent> events = changes(() -> scene.endpoints.put(
                "echo-3", Scene.endpointAt("127.64.0.12", EndpointState.Down, CheckResult.L4TOUT, 0)));

        // Then
        assertThat(text(events)).isEqualTo("WARNING 127.64.0.12:50051 is Down (L4TOUT: Connection refused)\n");
    }

    @Test
    void anEditIsFollowedToTheCondition() {
        // When
        List<DemoEvent> events = changes(() -> {
            scene.generation++;
            scene.algorithm = Algorithm.Source;
            scene.reports.put("echo-lb-2", 2L);
            scene.condition("Programmed", "False", "Pending", "1 of 2 ready proxies\nrun it.");
            scene.condition("Ready", "False", "Pending", "1 of 2 ready proxies\nrun it.");
            scene.condition("Reconciling", "True", "Pending", "1 of 2 ready proxies\nrun it.");
        });

        // Then
        assertThat(text(events)).isEqualTo("""
                NOTE GrpcLoadBalancer echo is at generation 2, mode TCP, with Source
                NOTE echo-lb-2 runs generation 2
                NOTE Programmed and Ready are False (Pending): 1 of 2 ready proxies run it.
                """);
    }

    @Test
    void conditionsAreTakenAsTheyAreMeant() {
        // When
        List<DemoEvent> events = changes(() -> {
            scene.condition("Ready", "False", "BackendsDown", "None is up.");
            scene.condition("Programmed", "Unknown", "ProxyUnreachable", "Nothing is heard.");
            scene.condition("Reconciling", "True", "RollingOut", "1 of 2 pods.");
            scene.condition("Stalled", "True", "Refused", "No.");
            scene.condition("Accepted", "True", "Accepted", "In other words.");
        });

        // Then
        assertThat(text(events)).isEqualTo("""
                NOTE Programmed is Unknown (ProxyUnreachable): Nothing is heard.
                WARNING Ready is False (BackendsDown): None is up.
                NOTE Reconciling is True (RollingOut): 1 of 2 pods.
                WARNING Stalled is True (Refused): No.
                """);
    }

    @Test
    void anotherResultOfACheckIsNothingByItself() {
        // When
        List<DemoEvent> events = changes(() -> scene.endpoint("echo-1", EndpointState.Up, CheckResult.L4CON, 2));

        // Then
        assertThat(text(events)).isEqualTo("NOTE echo-1 is Up (L4CON: Connection refused)\n");
    }

    @Test
    void aReplacedProxyIsFollowedToItsEnd() {
        // Given
        List<DemoEvent> first = changes(() -> {
            scene.proxies.computeIfPresent("echo-lb-1", (name, pod) -> Scene.terminating(pod));
            scene.proxies.put("echo-lb-3", Scene.pod("echo-lb-3", "127.64.0.40", false, 0));
        });

        // When
        List<DemoEvent> second = changes(() -> {
            scene.proxies.remove("echo-lb-1");
            scene.proxies.put("echo-lb-3", Scene.pod("echo-lb-3", "127.64.0.40", true, 0));
        });

        // Then
        assertThat(text(first)).isEqualTo("""
                NOTE pod echo-lb-1 is about to end
                NOTE created pod echo-lb-3
                """);
        assertThat(text(second)).isEqualTo("""
                GOOD pod echo-lb-3 is ready
                NOTE pod echo-lb-1 is gone
                """);
    }

    @Test
    void aRestartIsTold() {
        // When
        List<DemoEvent> events =
                changes(() -> scene.proxies.put("echo-lb-1", Scene.pod("echo-lb-1", "127.64.0.20", false, 1)));

        // Then
        assertThat(text(events)).isEqualTo("""
                WARNING pod echo-lb-1 was restarted
                WARNING pod echo-lb-1 is not ready
                """);
    }

    @Test
    void anObjectThatIsDeletedIsTold() {
        // When
        List<DemoEvent> events =
                changes(() -> scene.owned.removeIf(object -> object.getKind().equals("Role")));

        // Then
        assertThat(text(events)).isEqualTo("NOTE deleted Role echo-lb\n");
    }

    @Test
    void callsThatFailAreToldTogether() {
        // When
        List<DemoEvent> events = changes(() -> {
            scene.fail(Duration.ZERO);
            scene.fail(Duration.ZERO);
        });

        // Then
        assertThat(text(events)).isEqualTo("BAD 2 calls failed: UNAVAILABLE: io exception\n");
    }
}
