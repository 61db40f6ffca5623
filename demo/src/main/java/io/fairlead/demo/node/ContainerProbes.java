package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fairlead.demo.node.ProbeCounter.Verdict;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The probes of one run of a container. Until the startup probe has passed there are no others. What they find is told on the pod's
 * loop, which all is called on.
 */
final class ContainerProbes {

    /** What a container does about what its probes find. */
    interface Listener {

        /** The startup probe passed; or there is none. */
        void started();

        void ready(boolean ready);

        /** The startup or the liveness probe failed. */
        void failed(String probe);
    }

    private record Planned(ProbeSettings settings, ProbeCheck check) {}

    private final @Nullable Planned startup;
    private final @Nullable Planned liveness;
    private final @Nullable Planned readiness;
    private final Executor loop;
    private final Listener listener;
    private final List<ProbeLoop> running = new ArrayList<>();
    private boolean stopped;

    /**
     * Creates them not started.
     *
     * @throws ContainerConfigException where one is of a kind that this node has not
     */
    ContainerProbes(Container container, String podIp, HttpClient http, Executor loop, Listener listener)
            throws ContainerConfigException {
        startup = plan(container.getStartupProbe(), container, podIp, http);
        liveness = plan(container.getLivenessProbe(), container, podIp, http);
        readiness = plan(container.getReadinessProbe(), container, podIp, http);
        this.loop = loop;
        this.listener = listener;
    }

    private static @Nullable Planned plan(@Nullable Probe probe, Container container, String podIp, HttpClient http)
            throws ContainerConfigException {
        return probe == null
                ? null
                : new Planned(ProbeSettings.of(probe), ProbeCheck.of(probe, container, podIp, http));
    }

    void start() {
        if (startup == null) {
            begin();
            return;
        }
        run(startup, verdict -> {
            if (verdict == Verdict.FAILED) {
                listener.failed("startup");
            } else {
                begin();
            }
        });
    }

    /** Starts for a container that was ready and is started again unseen: it stays ready until it is so again, and then fails. */
    void startUnseen() {
        if (readiness == null) {
            begin();
        } else {
            run(new Planned(readiness.settings().neverFailing(), readiness.check()), verdict -> begin());
        }
    }

    private void begin() {
        stopLoops();
        listener.started();
        if (liveness != null) {
            run(liveness, verdict -> {
                if (verdict == Verdict.FAILED) {
                    listener.failed("liveness");
                }
            });
        }
        if (readiness == null) {
            listener.ready(true);
        } else {
            run(readiness, verdict -> listener.ready(verdict == Verdict.PASSED));
        }
    }

    private void run(Planned planned, Consumer<Verdict> verdicts) {
        running.add(ProbeLoop.start(
                planned.settings(),
                planned.check(),
                verdict -> loop.execute(() -> {
                    if (!stopped) {
                        verdicts.accept(verdict);
                    }
                })));
    }

    void stop() {
        stopped = true;
        stopLoops();
    }

    private void stopLoops() {
        running.forEach(ProbeLoop::stop);
        running.clear();
    }
}
