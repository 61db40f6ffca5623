package io.fairlead.demo.node;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which all that belongs to a pod is decided. What comes after its end is dropped. */
final class PodLoop implements Executor {

    private static final Logger log = LoggerFactory.getLogger(PodLoop.class);

    private final String pod;
    private final ScheduledThreadPoolExecutor executor;

    PodLoop(String pod) {
        this.pod = pod;
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofVirtual().name("pod-" + pod).factory());
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    void schedule(Duration delay, Runnable task) {
        try {
            executor.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug()
                    .setMessage("pod has ended, a task is dropped")
                    .addKeyValue("pod", pod)
                    .log();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.atError()
                    .setMessage("a task of a pod failed")
                    .addKeyValue("pod", pod)
                    .setCause(e)
                    .log();
        }
    }

    /** Runs no task from now on, but the one that runs now to its end. */
    void end() {
        executor.shutdownNow();
    }
}
