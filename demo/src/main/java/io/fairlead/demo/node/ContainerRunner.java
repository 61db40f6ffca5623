package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a container running until it is told to stop. All is called on the pod's loop.
 *
 * <pre>
 * waiting ContainerCreating ──► running ──► (waiting CrashLoopBackOff) ──► running ──► terminated
 *    └──► waiting ErrImagePull ──► waiting ImagePullBackOff ──► running
 * </pre>
 */
final class ContainerRunner {

    /** Starts what belongs to a run of the container. */
    interface Launcher {

        /** Returns what its image runs; empty where it cannot be pulled. */
        Optional<List<String>> entrypoint();

        ContainerProcess launch(List<String> entrypoint) throws IOException, ContainerConfigException;

        ContainerProbes probes(ContainerProbes.Listener listener) throws ContainerConfigException;
    }

    private static final Logger log = LoggerFactory.getLogger(ContainerRunner.class);
    private static final Duration LONG_RUN = Duration.ofMinutes(10);
    private static final int START_ERROR = 128;

    private final Container spec;
    private final Launcher launcher;
    private final PodLoop loop;
    private final Duration grace;
    private final Runnable changed;
    private final Backoff restarts;
    private final Backoff pulls;

    private ContainerState state = new ContainerState();
    private ContainerState lastState = new ContainerState();
    private @Nullable ContainerProcess process;
    private @Nullable ContainerProbes probes;
    private Instant startedAt = Instant.EPOCH;
    private int restartCount;
    private boolean started;
    private boolean ready;
    private boolean stopping;
    private boolean crashed;

    /**
     * Creates one that does not run; {@code changed} is called when its status may be another.
     *
     * @param backoff how long it waits before the second restart, and before an image is pulled again
     * @param grace how long the process gets to end when a probe found it unwell
     */
    ContainerRunner(
            Container spec, Launcher launcher, PodLoop loop, Duration backoff, Duration grace, Runnable changed) {
        this.spec = spec;
        this.launcher = launcher;
        this.loop = loop;
        this.grace = grace;
        this.changed = changed;
        restarts = new Backoff(backoff);
        pulls = new Backoff(backoff);
        pulls.next();
        waiting("ContainerCreating", null);
    }

    /** Says why it cannot start yet. */
    void waitFor(String message) {
        waiting("ContainerCreating", message);
    }

    void start() {
        if (stopping) {
            return;
        }
        Optional<List<String>> entrypoint = launcher.entrypoint();
        if (entrypoint.isEmpty()) {
            pullFailed();
        } else {
            run(entrypoint.get());
        }
        changed.run();
    }

    private void pullFailed() {
        boolean again =
                state.getWaiting() != null && state.getWaiting().getReason().contains("ImagePull");
        String image = "image \"" + spec.getImage() + "\"";
        if (again) {
            waiting("ImagePullBackOff", "Back-off pulling " + image);
        } else {
            waiting("ErrImagePull", "failed to pull " + image + ": not found");
        }
        loop.schedule(pulls.next(), this::start);
    }

    private void run(List<String> entrypoint) {
        if (lastState.getTerminated() != null) {
            restartCount++;
        }
        startedAt = Instant.now();
        try {
            ContainerProbes created = launch(entrypoint);
            state = new ContainerStateBuilder()
                    .withNewRunning(PodStatuses.text(startedAt))
                    .build();
            created.start();
        } catch (ContainerConfigException e) {
            waiting("CreateContainerConfigError", e.getMessage());
        } catch (IOException e) {
            ended(START_ERROR, "StartError", e.getMessage());
        }
    }

    /** Starts the process, and returns its probes. */
    private ContainerProbes launch(List<String> entrypoint) throws IOException, ContainerConfigException {
        ContainerProbes created = launcher.probes(new Findings());
        ContainerProcess launched = launcher.launch(entrypoint);
        probes = created;
        process = launched;
        launched.exit().thenAccept(code -> loop.execute(() -> exited(launched, code)));
        return created;
    }

    private void exited(ContainerProcess exited, int code) {
        if (exited == process && !crashed) {
            log.atInfo()
                    .setMessage("container ended")
                    .addKeyValue("container", spec.getName())
                    .addKeyValue("exitCode", code)
                    .log();
            ended(code, code == 0 ? "Completed" : "Error", null);
        }
    }

    private void ended(int code, String reason, @Nullable String message) {
        if (probes != null) {
            probes.stop();
        }
        process = null;
        started = false;
        ready = false;
        Instant now = Instant.now();
        ContainerState terminated = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(reason)
                .withMessage(message)
                .withStartedAt(PodStatuses.text(startedAt))
                .withFinishedAt(PodStatuses.text(now))
                .endTerminated()
                .build();
        if (stopping) {
            state = terminated;
        } else {
            lastState = terminated;
            restartLater(Duration.between(startedAt, now));
        }
        changed.run();
    }

    private void restartLater(Duration ran) {
        if (ran.compareTo(LONG_RUN) > 0) {
            restarts.reset();
        }
        Duration wait = restarts.next();
        if (wait.isZero()) {
            waiting("ContainerCreating", null);
        } else {
            waiting(
                    "CrashLoopBackOff",
                    "back-off " + wait.toSeconds() + "s restarting failed container=" + spec.getName());
        }
        loop.schedule(wait, this::start);
    }

    private void waiting(String reason, @Nullable String message) {
        state = new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    /** Sends SIGTERM, and does not start it again. */
    void terminate() {
        stopping = true;
        if (crashed) {
            ended(0, "Completed", null);
        } else if (process != null) {
            process.terminate();
        }
    }

    /** Sends SIGKILL. */
    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    boolean runs() {
        return process != null;
    }

    /**
     * Kills the process without the node taking note: it is neither started again, nor is anything told of it. Completes when it has
     * ended.
     */
    CompletableFuture<?> crash() {
        if (process == null || probes == null) {
            return CompletableFuture.completedFuture(null);
        }
        crashed = true;
        probes.stop();
        process.kill();
        return process.exit();
    }

    /** Starts the process again after {@link #crash}, as quietly. */
    void recover() throws IOException, ContainerConfigException {
        if (crashed) {
            crashed = false;
            launch(launcher.entrypoint().orElseThrow()).startUnseen();
        }
    }

    ContainerStatus status() {
        return new ContainerStatusBuilder()
                .withName(spec.getName())
                .withImage(spec.getImage())
                .withImageID("")
                .withReady(ready)
                .withStarted(started)
                .withRestartCount(restartCount)
                .withState(state)
                .withLastState(lastState)
                .build();
    }

    private final class Findings implements ContainerProbes.Listener {

        @Override
        public void started() {
            started = true;
            changed.run();
        }

        @Override
        public void ready(boolean found) {
            if (ready != found) {
                ready = found;
                changed.run();
            }
        }

        @Override
        public void failed(String probe) {
            ContainerProcess unwell = process;
            if (stopping || unwell == null) {
                return;
            }
            log.atWarn()
                    .setMessage("container is unwell, it is restarted")
                    .addKeyValue("container", spec.getName())
                    .addKeyValue("probe", probe)
                    .log();
            unwell.terminate();
            loop.schedule(grace, unwell::kill);
        }
    }
}
