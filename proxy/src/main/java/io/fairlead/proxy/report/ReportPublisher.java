package io.fairlead.proxy.report;

import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.proxy.kubernetes.Backoff;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.kubernetes.PodIdentity;
import io.fairlead.proxy.kubernetes.Reason;
import io.fairlead.proxy.kubernetes.TimeLimit;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a report whenever it would say something else than the last one, but not more often than once a second, and again after a minute,
 * give or take a tenth, so that it shows that the proxy lives. One that fails is tried again, each time later, up to 30 s. All of that is on
 * a thread of its own: nobody waits for it.
 */
public final class ReportPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReportPublisher.class);
    private static final Duration SPACING = Duration.ofSeconds(1);
    private static final Duration RENEWAL = Duration.ofSeconds(60);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final TimeLimit REQUEST_LIMIT = new TimeLimit(Duration.ofSeconds(30));

    private final Supplier<ProxySnapshot> snapshots;
    private final ReportWriter writer;
    private final ScheduledExecutorService executor;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final AtomicBoolean told = new AtomicBoolean();

    /** What the last report said, its time apart; {@code null} where it is to be written again. Used on the executor, as all below. */
    private @Nullable ProxyReportStatus written;

    /** Whether it is too early to write again; then {@link #release} comes. */
    private boolean held;

    private boolean failing;
    private @Nullable Future<?> renewal;

    /**
     * Creates a publisher that writes nothing before {@link #changed}.
     *
     * @param executor runs one task at a time
     */
    ReportPublisher(
            Supplier<ProxySnapshot> snapshots,
            ReportWriter writer,
            ScheduledExecutorService executor,
            InstantSource clock,
            RandomGenerator random) {
        this.snapshots = snapshots;
        this.writer = writer;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
        backoff = new Backoff(SPACING, LONGEST_RETRY, random);
    }

    /**
     * Creates a publisher that writes nothing before {@link #changed}.
     *
     * @param loadBalancer the name of the load balancer that the pod belongs to
     * @param snapshots what the report is about; any thread may ask
     */
    public static ReportPublisher of(
            Cluster cluster, PodIdentity pod, String loadBalancer, Supplier<ProxySnapshot> snapshots) {
        return new ReportPublisher(
                snapshots,
                new ReportApi(cluster.client(), pod, loadBalancer, REQUEST_LIMIT),
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().name("fairlead-report").daemon().factory(),
                        new ThreadPoolExecutor.DiscardPolicy()),
                InstantSource.system(),
                RandomGenerator.getDefault());
    }

    /** Says that there may be something new; any thread may call it, and it takes no time. */
    public void changed() {
        if (!told.getAndSet(true)) {
            executor.execute(this::writeIfNew);
        }
    }

    /** Ends it; what was written stays. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void writeIfNew() {
        told.set(false);
        if (held) {
            return;
        }
        try {
            ProxyReportStatus content = ReportContent.of(snapshots.get());
            if (content != null && !content.equals(written)) {
                write(content);
            }
        } catch (RuntimeException | Error e) {
            held = true;
            written = null;
            failed(e);
            later(this::release, backoff.next());
        }
    }

    private void renew() {
        written = null;
        writeIfNew();
    }

    private void write(ProxyReportStatus content) {
        if (renewal != null) {
            renewal.cancel(false);
        }
        writer.write(renewedNow(content));
        held = true;
        written = content;
        succeeded();
        later(this::release, SPACING);
        renewal = later(this::renew, renewalDelay());
    }

    private void release() {
        held = false;
        writeIfNew();
    }

    private ProxyReportStatus renewedNow(ProxyReportStatus content) {
        return new ProxyReportStatus(
                content.uid(),
                content.observedGeneration(),
                content.refusedGeneration(),
                content.refusal(),
                clock.instant().toString(),
                content.listeners(),
                content.backends());
    }

    private Duration renewalDelay() {
        long tenth = RENEWAL.toMillis() / 10;
        return RENEWAL.plusMillis(random.nextLong(-tenth, tenth + 1));
    }

    private Future<?> later(Runnable task, Duration delay) {
        return executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void succeeded() {
        backoff.reset();
        if (failing) {
            failing = false;
            log.atInfo().setMessage("report is written again").log();
        }
    }

    private void failed(Throwable failure) {
        if (!failing && !executor.isShutdown()) {
            failing = true;
            log.atWarn()
                    .setMessage("report cannot be written, it is tried again")
                    .addKeyValue("reason", Reason.of(failure))
                    .log();
        }
    }
}
