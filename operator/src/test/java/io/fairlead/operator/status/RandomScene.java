package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.fabric8.kubernetes.api.model.ServiceStatusBuilder;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.api.v1alpha1.Unresolved;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scenes of all kinds, likely and not: up to five proxies in any state, whose reports say what they like. */
final class RandomScene {

    private static final Scene WELL = Scene.allWell();
    private static final List<String> NAMES = List.of("echo", "users", "spare", "none-such");
    private static final List<String> TEXTS = List.of(
            "connection refused", "", " ", ".", "a\nb\u0000c\u2028d", "x".repeat(5000), "\ud83d\ude80".repeat(400));

    private final Random random;

    private RandomScene(long seed) {
        random = new Random(seed);
    }

    /** Returns the scene of that seed. */
    static Scene of(long seed) {
        return new RandomScene(seed).scene();
    }

    private Scene scene() {
        List<String> golden = StatusCase.names();
        Scene scene = Scene.of(golden.get(random.nextInt(golden.size())));

        if (oneIn(2)) {
            scene.pods.clear();
            scene.reports.clear();
            IntStream.range(0, random.nextInt(6)).forEach(i -> {
                scene.pods.add(pod(Scene.copy(WELL.pods.getFirst()), i));
                scene.reports.add(report(Scene.copy(WELL.reports.getFirst()), i));
            });
        }
        scene.reports.forEach(report -> {
            if (oneIn(2)) {
                report.setStatus(status());
            }
        });
        if (oneIn(30)) {
            scene.conflicts.add("Service " + text());
        }
        if (oneIn(30)) {
            scene.leftovers.add("Deployment " + text());
        }
        if (oneIn(30)) {
            scene.refusal = text();
        }
        if (scene.service != null && oneIn(4)) {
            scene.service.setStatus(provided());
        }
        scene.now = scene.now.plusMillis(random.nextInt(-120_000, 120_000));
        return scene;
    }

    private Pod pod(Pod pod, int i) {
        pod.getMetadata().setName("echo-lb-1-" + i);
        pod.getMetadata().setUid("pod-" + i);
        if (oneIn(6)) {
            pod.getMetadata().setDeletionTimestamp("2026-11-24T11:59:50Z");
        }
        if (oneIn(3)) {
            pod.setStatus(starting());
        }
        return pod;
    }

    private PodStatus starting() {
        var state = new ContainerStateBuilder();
        switch (random.nextInt(3)) {
            case 0 ->
                state.withNewWaiting()
                        .withReason(any("ErrImagePull", "CrashLoopBackOff", "ContainerCreating", text()))
                        .withMessage(text())
                        .endWaiting();
            case 1 -> state.withNewRunning("2026-11-24T11:59:00Z");
            default ->
                state.withNewTerminated().withExitCode(1).withReason(text()).endTerminated();
        }
        return new PodStatusBuilder()
                .withPhase(any("Pending", "Running", "Failed"))
                .withReason(text())
                .withMessage(text())
                .addToConditions(new PodConditionBuilder()
                        .withType(any("Ready", "PodScheduled"))
                        .withStatus("False")
                        .withMessage(text())
                        .build())
                .addNewContainerStatus()
                .withName("proxy")
                .withReady(false)
                .withState(state.build())
                .endContainerStatus()
                .build();
    }

    private ProxyReport report(ProxyReport report, int i) {
        report.getMetadata().setName("echo-lb-1-" + i);
        report.getMetadata().getOwnerReferences().getFirst().setUid("pod-" + (oneIn(8) ? i + 1 : i));
        return report;
    }

    private ProxyReportStatus status() {
        return new ProxyReportStatus(
                mostly("glb-1", "glb-2", null),
                mostly(3L, 1L, 2L, 4L, 5L, null),
                mostly(null, 1L, 2L, 3L, 4L),
                oneIn(5) ? text() : null,
                mostly("2026-11-24T11:59:30Z", "2026-11-24T11:58:00Z", "2026-11-24T12:03:00Z", text()),
                orNull(() -> NAMES.stream()
                        .filter(name -> oneIn(2))
                        .map(name -> new ListenerStatus(name, 50050 + random.nextInt(20), null))
                        .toList()),
                orNull(() -> NAMES.stream()
                        .filter(name -> !oneIn(3))
                        .map(this::backend)
                        .toList()));
    }

    private BackendStatus backend(String name) {
        List<EndpointStatus> endpoints = IntStream.range(0, random.nextInt(oneIn(4) ? 101 : 5))
                .mapToObj(i -> endpoint())
                .toList();
        return new BackendStatus(
                name,
                oneIn(3) ? any(Unresolved.values()) : null,
                any(0, 1, endpoints.size(), -1, Integer.MAX_VALUE),
                any(0, 3, endpoints.size(), -1, Integer.MAX_VALUE),
                orNull(() -> endpoints));
    }

    private EndpointStatus endpoint() {
        return new EndpointStatus(
                oneIn(3) ? text() : null,
                oneIn(8) ? text() : "10.0.0." + random.nextInt(250),
                any(50051, 50052, 65535),
                any(EndpointState.values()),
                orNull(() -> any(CheckResult.values())),
                orNull(this::text),
                orNull(() -> 7),
                orNull(() -> 7),
                any("2026-11-24T11:00:00Z", "2026-11-24T11:30:00.123456789Z", "0000-01-01T00:00:00+18:00", text()));
    }

    private ServiceStatus provided() {
        return new ServiceStatusBuilder()
                .withNewLoadBalancer()
                .withIngress(IntStream.range(0, random.nextInt(40))
                        .mapToObj(i -> new LoadBalancerIngressBuilder()
                                .withIp(any("203.0.113." + i, null))
                                .withHostname(any("lb-" + i + ".example.com", null))
                                .build())
                        .toList())
                .endLoadBalancer()
                .build();
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @SafeVarargs
    private <T extends @Nullable Object> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @SafeVarargs
    private <T extends @Nullable Object> T mostly(T usual, T... others) {
        return oneIn(6) ? others[random.nextInt(others.length)] : usual;
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return oneIn(5) ? null : value.get();
    }
}
