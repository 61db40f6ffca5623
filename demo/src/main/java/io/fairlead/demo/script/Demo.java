package io.fairlead.demo.script;

import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.cluster.DemoCluster;
import io.fairlead.demo.namespace.Inside;
import io.fairlead.demo.screen.DemoView;
import io.fairlead.demo.screen.Display;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What the demo does on a cluster that is up: applies the sample, calls through its load balancer, and takes the steps of the script. */
public final class Demo {

    private static final Duration TICK = Duration.ofMillis(100);

    /** For what can be looked at for as long as one likes: so long, or so much of all the time there is. */
    private static final Duration SHOWN = Duration.ofSeconds(5);

    private static final int SHOWN_PART = 20;

    private final DemoCluster cluster;
    private final Display display;
    private final ListenerMode mode;
    private final @Nullable Duration time;

    /**
     * Creates one that has not begun.
     *
     * @param cluster nothing else is done with it meanwhile
     * @param display stays open
     * @param mode the load balancer's; with GRPC all calls are made on one connection
     * @param time how long it runs; {@code null}: until its thread is interrupted
     */
    public Demo(DemoCluster cluster, Display display, ListenerMode mode, @Nullable Duration time) {
        this.cluster = cluster;
        this.display = display;
        this.mode = mode;
        this.time = time;
    }

    /**
     * Runs it. What was applied stays as it is at the end.
     *
     * @throws InterruptedException where the thread is interrupted; the display has the last that was seen
     */
    public Outcome run() throws InterruptedException {
        Stopwatch clock = new Stopwatch(System::nanoTime);
        CallLog log = new CallLog();
        ExecutorService executor = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("actions").factory());
        try (Watches watches = Watches.start(cluster.client());
                ClusterActions actions = new ClusterActions(cluster, mode, clock, log)) {
            Script script = new Script(steps(), new Pace(time), actions, executor, clock, display::say);
            Show show = new Show(script, new Views(place(), cluster.logs(), Inside.nsenter(), time), display);
            while (time == null || clock.elapsed().compareTo(time) < 0) {
                show.look(world(watches, actions, log, clock.elapsed()));
                Thread.sleep(TICK);
            }
            executor.shutdownNow();
            actions.close();
            show.end(world(watches, actions, log, clock.elapsed()));
            return Outcome.of(script.progress());
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Step> steps() {
        return List.of(
                new SampleApplied(),
                new BackendKilled(),
                new BackendReturned(),
                new AlgorithmChanged(ClusterActions.CLIENTS, time == null ? SHOWN : time.dividedBy(SHOWN_PART)),
                new ProxyDeleted(),
                new OperatorStopped());
    }

    private DemoView.Place place() {
        return new DemoView.Place(
                cluster.server(),
                cluster.client().getMasterUrl().toString().replaceAll("/$", ""),
                cluster.kubeconfig());
    }

    private static World world(Watches watches, ClusterActions actions, CallLog log, Duration now) {
        return watches.world(now, log.counts(now), actions.crashed(), actions.isOperatorRunning());
    }
}
