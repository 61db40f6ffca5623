package io.fairlead.proxy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows objects of the API: lists them, watches from there, and begins anew whenever that ends, be it for a connection that broke, a
 * version that has expired (410), a right that is not there yet (403), or a fault of who is told. Until then what was known stays. A list that
 * does not end, and a watch on which nothing comes, not even a bookmark, are taken for dead after a while.
 *
 * @param <T> the kind of the objects
 */
public final class Follower<T extends HasMetadata> {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(4);
    private static final long WATCH_SECONDS = 600;

    private final FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> objects;
    private final String what;
    private final Consumer<List<T>> changed;
    private final Duration longestSilence;
    private final Backoff backoff;
    private final Thread thread;

    /** Used on {@link #thread} alone, as is {@link #failing}. */
    private final Map<String, T> known = new LinkedHashMap<>();

    private boolean failing;
    private volatile boolean stopped;

    /** What a watch brings. */
    private sealed interface Signal<T> {

        record Event<T>(Watcher.Action action, T object) implements Signal<T> {}

        /** It has broken. */
        record Ended<T>(WatcherException cause) implements Signal<T> {}

        /** It has ended as it should. */
        record Done<T>() implements Signal<T> {}
    }

    private Follower(
            FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> objects,
            String what,
            Consumer<List<T>> changed,
            Duration longestSilence,
            RandomGenerator random) {
        this.objects = objects;
        this.what = what;
        this.changed = changed;
        this.longestSilence = longestSilence;
        backoff = new Backoff(FIRST_DELAY, LONGEST_DELAY, random);
        thread = Thread.ofVirtual().name("fairlead-follow " + what).unstarted(this::run);
    }

    static <T extends HasMetadata> Follower<T> start(
            FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> objects,
            String what,
            Consumer<List<T>> changed,
            Duration longestSilence,
            RandomGenerator random) {
        Follower<T> follower = new Follower<>(objects, what, changed, longestSilence, random);
        follower.thread.start();
        return follower;
    }

    /** Stops; it may be called on any thread and does not wait. */
    public void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!stopped) {
                follow();
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try {
            KubernetesResourceList<T> list = new TimeLimit(longestSilence).call(objects::list);
            known.clear();
            list.getItems().forEach(object -> known.put(object.getMetadata().getName(), object));
            tell();
            watch(list.getMetadata().getResourceVersion());
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void watch(String version) throws InterruptedException {
        BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
        try (Watch _ = objects.watch(options(version), new SignalWatcher<>(signals))) {
            boolean worked = false;
            Signal<T> signal = next(signals);
            while (signal instanceof Signal.Event<T> event) {
                worked = true;
                recovered();
                backoff.reset();
                take(event);
                signal = next(signals);
            }
            if (!worked && signal instanceof Signal.Ended<T>(WatcherException cause)) {
                failed(cause);
            }
        }
    }

    /** Returns what the watch brings next; {@code null} where nothing comes for long. */
    private @Nullable Signal<T> next(BlockingQueue<Signal<T>> signals) throws InterruptedException {
        return signals.poll(longestSilence.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ListOptions options(String version) {
        return new ListOptionsBuilder()
                .withResourceVersion(version)
                .withAllowWatchBookmarks(true)
                .withTimeoutSeconds(WATCH_SECONDS)
                .build();
    }

    private void take(Signal.Event<T> event) {
        boolean news = switch (event.action()) {
            case ADDED, MODIFIED -> put(event.object());
            case DELETED -> known.remove(event.object().getMetadata().getName()) != null;
            case BOOKMARK, ERROR -> false;
        };
        if (news) {
            tell();
        }
    }

    /** Returns whether it was not known in that version: a watch may begin with what was listed. */
    private boolean put(T object) {
        T before = known.put(object.getMetadata().getName(), object);
        return before == null
                || !Objects.equals(
                        before.getMetadata().getResourceVersion(),
                        object.getMetadata().getResourceVersion());
    }

    private void tell() {
        if (!stopped) {
            changed.accept(List.copyOf(known.values()));
        }
    }

    private void failed(Throwable failure) {
        if (!failing && !stopped) {
            failing = true;
            log.atWarn()
                    .setMessage("Kubernetes API cannot be followed, what was known stays and it is tried again")
                    .addKeyValue("what", what)
                    .addKeyValue("reason", Reason.of(failure))
                    .log();
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.atInfo()
                    .setMessage("Kubernetes API is followed again")
                    .addKeyValue("what", what)
                    .log();
        }
    }

    private record SignalWatcher<T>(BlockingQueue<Signal<T>> signals) implements Watcher<T> {

        @Override
        public void eventReceived(Action action, T object) {
            signals.add(new Signal.Event<>(action, object));
        }

        @Override
        public void onClose(WatcherException cause) {
            signals.add(new Signal.Ended<>(cause));
        }

        @Override
        public void onClose() {
            signals.add(new Signal.Done<>());
        }
    }
}
