package io.fairlead.demo.screen;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.demo.screen.DemoView.Backend;
import io.fairlead.demo.screen.DemoView.Calls;
import io.fairlead.demo.screen.DemoView.Condition;
import io.fairlead.demo.screen.DemoView.Created;
import io.fairlead.demo.screen.DemoView.Hint;
import io.fairlead.demo.screen.DemoView.LoadBalancer;
import io.fairlead.demo.screen.DemoView.Place;
import io.fairlead.demo.screen.DemoView.Proxy;
import io.fairlead.demo.screen.DemoView.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Moments of a demo. */
final class Views {

    private static final Place PLACE =
            new Place("embedded API server", "https://127.64.0.1:6443", Path.of("/tmp/fairlead-demo-4711/kubeconfig"));

    private static final List<Created> CREATED = List.of(
            new Created("ServiceAccount", "echo-lb"),
            new Created("Role", "echo-lb"),
            new Created("RoleBinding", "echo-lb"),
            new Created("ConfigMap", "echo-lb"),
            new Created("Deployment", "echo-lb"),
            new Created("Service", "echo-lb"),
            new Created("PodDisruptionBudget", "echo-lb"));

    private static final List<Hint> HINTS = List.of(
            new Hint("for kubectl", "export KUBECONFIG=/tmp/fairlead-demo-4711/kubeconfig"),
            new Hint("conditions as they change", "kubectl get glb echo -w"),
            new Hint("what each proxy sees", "kubectl get proxyreports -o yaml"),
            new Hint("another algorithm", "kubectl edit glb echo"),
            new Hint("metrics of a proxy", "http://127.64.0.2:9090/metrics"));

    private Views() {}

    /** Nothing is there yet. */
    static DemoView started() {
        return new DemoView(
                PLACE,
                Duration.ofMillis(400),
                Duration.ofSeconds(40),
                true,
                null,
                List.of(),
                List.of(),
                List.of(),
                new Calls(0, 0, 0, 0, List.of()),
                List.of(),
                List.of());
    }

    /** A backend has been killed. */
    static DemoView backendDown() {
        return new DemoView(
                PLACE,
                Duration.ofMillis(13_700),
                Duration.ofSeconds(40),
                true,
                balancer(2, false),
                CREATED,
                proxies(2),
                List.of(
                        backend("echo-6b7f5c9d8-2xk9p", 4, 1432, 206, EndpointState.Up),
                        backend("echo-6b7f5c9d8-8hv4d", 5, 1204, 0, EndpointState.Down),
                        backend("echo-6b7f5c9d8-tq7zr", 6, 1430, 205, EndpointState.Up)),
                calls(4066, 0, 411),
                steps(1),
                HINTS);
    }

    /** Backends are drained and in maintenance. */
    static DemoView backendsDrained() {
        return new DemoView(
                PLACE,
                Duration.ofSeconds(61),
                null,
                true,
                balancer(3, true),
                CREATED,
                proxies(3),
                List.of(
                        backend("echo-6b7f5c9d8-2xk9p", 4, 1432, 411, EndpointState.Up),
                        drained("echo-6b7f5c9d8-8hv4d", 5, EndpointState.Drain, CheckResult.L4OK),
                        drained("echo-6b7f5c9d8-tq7zr", 6, EndpointState.Maintenance, null)),
                calls(4066, 0, 411),
                steps(5),
                HINTS);
    }

    /** The script is over, and the user plays. */
    static DemoView playing() {
        return new DemoView(
                PLACE,
                Duration.ofMillis(3_754_200),
                null,
                true,
                balancer(3, true),
                CREATED,
                proxies(3),
                List.of(
                        backend("echo-6b7f5c9d8-2xk9p", 4, 512_311, 140, EndpointState.Up),
                        backend("echo-6b7f5c9d8-8hv4d", 5, 498_204, 136, EndpointState.Up),
                        backend("echo-6b7f5c9d8-tq7zr", 6, 512_020, 135, EndpointState.Up)),
                calls(1_522_535, 0, 411),
                steps(5),
                HINTS);
    }

    /** Long names, wide characters and what a terminal must not get, wherever words come from elsewhere. */
    static DemoView awkward() {
        String message = "负载均衡器没有可用的后端 \u001b[2Jconnection\nrefused ".repeat(4);
        return new DemoView(
                PLACE,
                Duration.ofSeconds(20),
                Duration.ofSeconds(40),
                false,
                new LoadBalancer(
                        "a-namespace-that-has-as-many-letters-as-a-namespace-may-have-xx",
                        "a-name-as-long-as-one-is-let",
                        "[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:50050",
                        "GRPC",
                        "LeastConnections",
                        12_345,
                        12_344,
                        List.of(
                                new Condition("Ready", "False", "BackendsDown", message, Duration.ofSeconds(19)),
                                new Condition("Stalled", "True", "ProxyCrashes", message, Duration.ofSeconds(1)))),
                List.of(new Created("Deployment", "負荷分散装置".repeat(10))),
                List.of(new Proxy(
                        "a-name-as-long-as-one-is-let-lb-5d8f9c7b6-abcde",
                        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff",
                        "ContainerCreating",
                        false,
                        null)),
                List.of(
                        new Backend(
                                "a-deployment-with-a-very-long-name-indeed-6b7f5c9d8-2xk9p",
                                "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff",
                                "CrashLoopBackOff",
                                EndpointState.Down,
                                CheckResult.L4TOUT,
                                message,
                                9_876_543_210L,
                                123_456),
                        new Backend("短い名前-6b7f5c9d8-zzzzz", null, "Pending", null, null, "", 0, 0)),
                new Calls(9_999_999_999L, 123_456, 1_234_567, 123_456, List.of(0, -1, Integer.MAX_VALUE, 5)),
                List.of(new Step(message, Step.State.MISSED, message, Duration.ofSeconds(3))),
                List.of(new Hint(message, "kubectl --kubeconfig /tmp/" + "x".repeat(200) + " get glb")));
    }

    static List<DemoEvent> events() {
        return List.of(
                event(200, DemoEvent.Kind.NOTE, "echo.yaml is applied"),
                event(2_100, DemoEvent.Kind.GOOD, "Accepted is True (Accepted)"),
                event(5_900, DemoEvent.Kind.GOOD, "Ready is True (Ready): 1 of 1 backends have an endpoint that is up"),
                event(11_000, DemoEvent.Kind.STEP, "echo-6b7f5c9d8-8hv4d is killed"),
                event(12_300, DemoEvent.Kind.WARNING, "echo-6b7f5c9d8-8hv4d is Down (L4CON: connection refused)"));
    }

    private static DemoEvent event(int millis, DemoEvent.Kind kind, String text) {
        return new DemoEvent(Duration.ofMillis(millis), kind, text);
    }

    private static LoadBalancer balancer(long generation, boolean observed) {
        String status = observed ? "True" : "Unknown";
        return new LoadBalancer(
                "fairlead-demo",
                "echo",
                "127.64.128.7:50050",
                "GRPC",
                "RoundRobin",
                generation,
                observed ? generation : generation - 1,
                List.of(
                        new Condition("Accepted", "True", "Accepted", "The spec is valid.", Duration.ofSeconds(2)),
                        new Condition(
                                "ResolvedRefs",
                                "True",
                                "ResolvedRefs",
                                "Each Service is there.",
                                Duration.ofSeconds(2)),
                        new Condition(
                                "Programmed",
                                status,
                                observed ? "Programmed" : "Pending",
                                observed ? "2 of 2 proxies run generation " + generation : "1 of 2 proxies run it",
                                Duration.ofSeconds(12)),
                        new Condition(
                                "Ready",
                                "True",
                                "Ready",
                                "Each backend has an endpoint that is up.",
                                Duration.ofSeconds(6))));
    }

    private static List<Proxy> proxies(long generation) {
        return List.of(
                new Proxy("echo-lb-5d8f9c7b6-4kqzx", "127.64.0.2", "Running", true, generation),
                new Proxy("echo-lb-5d8f9c7b6-w7m2n", "127.64.0.3", "Running", true, generation - 1));
    }

    private static Backend backend(String pod, int host, long calls, int perSecond, @Nullable EndpointState state) {
        boolean up = state == EndpointState.Up;
        return new Backend(
                pod,
                "127.64.0." + host,
                "Running",
                state,
                up ? CheckResult.L4OK : CheckResult.L4CON,
                up ? "" : "connection refused",
                calls,
                perSecond);
    }

    private static Backend drained(String pod, int host, EndpointState state, @Nullable CheckResult check) {
        return new Backend(pod, "127.64.0." + host, "Running", state, check, "", 1204, 0);
    }

    private static Calls calls(long sent, long failed, int perSecond) {
        return new Calls(
                sent,
                failed,
                1,
                perSecond,
                IntStream.range(0, 120).map(i -> i * 37 % 200 + 2 * i).boxed().toList());
    }

    private static List<Step> steps(int seen) {
        List<String> titles = List.of(
                "calls reach all backends",
                "a backend is killed: calls go on, the status says Down L4CON",
                "it comes back: Up, and it gets its share again",
                "the algorithm is changed",
                "a proxy is killed");
        List<String> details = List.of(
                "3 of 3 answered",
                "Down L4CON after 1.3 s, no call failed",
                "Up after 2.0 s, 33% of the calls",
                "Programmed for generation 3 after 0.8 s, no restart",
                "replaced after 4.1 s, no call failed");
        return IntStream.range(0, titles.size())
                .mapToObj(i -> new Step(
                        titles.get(i),
                        i < seen ? Step.State.SEEN : i == seen ? Step.State.RUNNING : Step.State.WAITING,
                        i < seen ? details.get(i) : i == seen ? "waiting for Down L4CON" : "",
                        i <= seen ? Duration.ofSeconds(5L + i) : null))
                .toList();
    }
}
