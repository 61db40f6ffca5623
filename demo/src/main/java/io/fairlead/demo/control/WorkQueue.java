package io.fairlead.demo.control;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The keys that a controller has to look at, one after the other on a thread of its own, once it has begun. A key that waits already is not added again, and one whose work
 * failed comes back, after 5 ms at first, then after twice as long each time, up to 5 s.
 */
final class WorkQueue<K> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(5);
    private static final int DOUBLINGS = 10;

    /** Brings about what is to be of a key, from what is known when it is called. */
    interface Work<K> {

        /** Returns when to look again though nothing has changed, empty for never. */
        Optional<Duration> run(K key);
    }

    private final String name;
    private final Work<K> work;
    private final ScheduledThreadPoolExecutor executor;

    /** Guarded by this. */
    private final Set<K> waiting = new LinkedHashSet<>();

    /** Guarded by this. */
    private boolean begun;

    /** Used on the executor's thread alone. */
    private final Map<K, Integer> failures = new HashMap<>();

    /** Used on the executor's thread alone. */
    private final Map<K, Future<?>> timers = new HashMap<>();

    WorkQueue(String name, Work<K> work) {
        this.name = name;
        this.work = work;
        executor =
                new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name(name).factory());
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Adds a key; before the queue has begun it only waits. */
    synchronized void add(K key) {
        if (waiting.add(key) && begun) {
            execute(key);
        }
    }

    /** Works from now on. */
    synchronized void begin() {
        begun = true;
        waiting.forEach(this::execute);
    }

    private void execute(K key) {
        try {
            executor.execute(() -> process(key));
        } catch (RejectedExecutionException e) {
            log.atDebug()
                    .setMessage("controller has ended, a change is dropped")
                    .addKeyValue("controller", name)
                    .log();
        }
    }

    private synchronized void take(K key) {
        waiting.remove(key);
    }

    private void process(K key) {
        take(key);
        Future<?> timer = timers.remove(key);
        if (timer != null) {
            timer.cancel(false);
        }
        try {
            work.run(key).ifPresent(delay -> addLater(key, delay));
            failures.remove(key);
        } catch (KubernetesClientException e) {
            tell(key, e);
            retry(key);
        } catch (RuntimeException e) {
            log.atLevel(failures.containsKey(key) ? Level.DEBUG : Level.ERROR)
                    .setMessage("controller failed, it tries again")
                    .addKeyValue("controller", name)
                    .addKeyValue("object", key)
                    .setCause(e)
                    .log();
            retry(key);
        }
    }

    private void retry(K key) {
        int before = failures.merge(key, 1, Integer::sum) - 1;
        addLater(key, FIRST_RETRY.multipliedBy(1L << Math.min(before, DOUBLINGS)));
    }

    private void addLater(K key, Duration delay) {
        try {
            timers.put(key, executor.schedule(() -> add(key), delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            log.atDebug()
                    .setMessage("controller has ended, it does not look again")
                    .addKeyValue("controller", name)
                    .log();
        }
    }

    /** That an object changed or came in between is part of the day; another fault is told the first time. */
    private void tell(K key, KubernetesClientException fault) {
        boolean usual = fault.getCode() == HttpURLConnection.HTTP_CONFLICT
                || fault.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                || failures.containsKey(key)
                || executor.isShutdown();
        log.atLevel(usual ? Level.DEBUG : Level.WARN)
                .setMessage("controller cannot do its work, it tries again")
                .addKeyValue("controller", name)
                .addKeyValue("object", key)
                .addKeyValue("reason", fault.getMessage())
                .log();
    }

    /** Starts nothing from now on, and waits for what runs. */
    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }
}
