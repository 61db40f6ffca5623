package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps one pod from becoming ready, as the kubelet and the scheduler say. */
final class PodProblem {

    /** How long a container may run before it has to be ready: a proxy takes ten seconds for its first probes at most. */
    static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private static final Set<String> IMAGE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable");

    private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");
    private static final String CRASH_LOOP = "CrashLoopBackOff";

    private final Facts facts;
    private final ProxyPod proxy;

    PodProblem(Facts facts, ProxyPod proxy) {
        this.facts = facts;
        this.proxy = proxy;
    }

    /** Returns the most telling problem, empty where it may well just be starting. */
    Optional<Verdict> find() {
        PodStatus status = proxy.pod().getStatus();
        if (status == null) {
            return Optional.empty();
        }
        return Stream.concat(
                        status.getInitContainerStatuses().stream().flatMap(container -> waiting(container).stream()),
                        status.getContainerStatuses().stream().flatMap(container -> container(container).stream()))
                .min(Comparator.comparing(Verdict::reason))
                .or(() -> failed(status))
                .or(this::unscheduled);
    }

    private Optional<Verdict> container(ContainerStatus container) {
        return waiting(container).or(() -> ended(container)).or(() -> notReady(container));
    }

    private Optional<Verdict> waiting(ContainerStatus container) {
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        if (waiting == null || waiting.getReason() == null || ON_ITS_WAY.contains(waiting.getReason())) {
            return Optional.empty();
        }
        if (waiting.getReason().equals(CRASH_LOOP)) {
            return Optional.of(crash(container, lastEnd(container)));
        }
        String why = Text.because(waiting.getReason(), waiting.getMessage());
        return Optional.of(
                IMAGE.contains(waiting.getReason())
                        ? problem(
                                Reason.ImagePullFailed,
                                "image %s cannot be had: %s. Its name and its pull secrets stand in the operator's configuration."
                                        .formatted(image(container), why))
                        : problem(
                                Reason.ProxyNotStarted,
                                "container %s cannot be started: %s. See: kubectl describe pod -n %s %s"
                                        .formatted(container.getName(), why, facts.namespace(), proxy.name())));
    }

    /** A container that ended is started again: it crashes, also in the moments in which it runs in between. */
    private Optional<Verdict> ended(ContainerStatus container) {
        ContainerStateTerminated now =
                container.getState() == null ? null : container.getState().getTerminated();
        if (now != null) {
            return Optional.of(crash(container, now));
        }
        ContainerStateTerminated last = lastEnd(container);
        return last == null || container.getReady() || runsLong(container)
                ? Optional.empty()
                : Optional.of(crash(container, last));
    }

    private Optional<Verdict> notReady(ContainerStatus container) {
        if (!runsLong(container)) {
            return Optional.empty();
        }
        String what = container.getReady()
                ? "container %s is ready and the pod is not: is its node well?"
                : "container %s runs and is not ready.";
        return Optional.of(problem(
                Reason.ProxyNotReady,
                (what + " See: kubectl describe pod -n %s %s; kubectl logs -n %s %s")
                        .formatted(
                                container.getName(),
                                facts.namespace(),
                                proxy.name(),
                                facts.namespace(),
                                proxy.name())));
    }

    private boolean runsLong(ContainerStatus container) {
        if (container.getState() == null || container.getState().getRunning() == null) {
            return false;
        }
        Instant started = ReportAge.parse(container.getState().getRunning().getStartedAt());
        return started != null && started.plus(READY_WITHIN).isBefore(facts.now());
    }

    private Optional<Verdict> failed(PodStatus status) {
        return "Failed".equals(status.getPhase())
                ? Optional.of(problem(
                        Reason.ProxyNotStarted,
                        "Kubernetes has given it up: %s."
                                .formatted(Text.because(status.getReason(), status.getMessage()))))
                : Optional.empty();
    }

    private Optional<Verdict> unscheduled() {
        return proxy.condition("PodScheduled")
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> problem(
                        Reason.ProxyNotStarted,
                        "no node takes it: %s. Make room, or ask for less in spec.proxy.resources."
                                .formatted(Text.because(condition.getReason(), condition.getMessage()))));
    }

    private Verdict crash(ContainerStatus container, @Nullable ContainerStateTerminated end) {
        String how = end == null
                ? ""
                : " with exit code " + end.getExitCode()
                        + (end.getReason() == null ? "" : " (" + end.getReason() + ")");
        return problem(
                Reason.ProxyCrashes,
                "container %s ends%s and is started again. See: kubectl logs -n %s %s -c %s --previous"
                        .formatted(container.getName(), how, facts.namespace(), proxy.name(), container.getName()));
    }

    private static @Nullable ContainerStateTerminated lastEnd(ContainerStatus container) {
        return container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
    }

    private Verdict problem(Reason reason, String what) {
        return Verdict.no(reason, "Pod %s: %s".formatted(facts.qualified(proxy.name()), what));
    }

    private String image(ContainerStatus container) {
        return Stream.concat(
                        proxy.pod().getSpec().getContainers().stream(),
                        proxy.pod().getSpec().getInitContainers().stream())
                .filter(spec -> spec.getName().equals(container.getName()))
                .map(spec -> String.valueOf(spec.getImage()))
                .findFirst()
                .orElse(container.getImage());
    }
}
