package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.ClientTable;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import io.fairlead.proxy.backend.Waiting;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says on which endpoint of its backend a session is to be tried, and on which again, as the backend's {@code retries} and {@code redispatch} want.
 *
 * <p>A retry on another endpoint goes out at once. One on the same endpoint keeps its place there and waits for {@code retryPause}, where whoever asks
 * for it wants that. All is called on the session's event loop.
 */
public final class Dispatcher implements ServerAssigner.Outcome {

    private final EventLoop loop;
    private final InetAddress client;
    private final Supplier<BackendPool> pools;
    private final Outcome outcome;
    private final ServerAssigner assigner;
    private @Nullable Assignment assignment;
    private int retries;
    private boolean pauses;
    private boolean redispatched;
    private boolean cancelled;

    /**
     * Creates a dispatcher that has not begun.
     *
     * @param client the client's address
     * @param key what a hash picks by
     * @param pools the newest snapshot of the backend
     */
    public Dispatcher(EventLoop loop, InetAddress client, Keyed key, Supplier<BackendPool> pools, Outcome outcome) {
        this.loop = loop;
        this.client = client;
        this.pools = pools;
        this.outcome = outcome;
        assigner = new ServerAssigner(loop, client, key, pools, this);
    }

    /** What became of it; one of the two is called for {@link #begin} and for each {@link #retry}, unless it is cancelled before. */
    public interface Outcome {

        /** The session is to be tried on the endpoint of {@code place}. */
        void dispatched(Assignment place);

        /** There is no place for it. */
        void unplaced(Termination termination);
    }

    /** Looks for the first place. */
    public void begin() {
        assigner.assign();
    }

    /** Whether a try that failed may be followed by another one. */
    public boolean mayRetry() {
        return assignment != null && retries < pools.get().config().retriesOrDefault();
    }

    /**
     * Has it tried again, after a try that failed.
     *
     * @param pauses whether a retry on the same endpoint waits: not after a try that took its time, or that went well until the endpoint left
     */
    public void retry(boolean pauses) {
        Assignment failed = Objects.requireNonNull(assignment);
        this.pauses = pauses;
        retries++;
        Endpoint endpoint = failed.endpoint();
        if (Redispatch.goesElsewhere(pools.get(), endpoint, assigner.isStuckTo(endpoint), retries)) {
            failed.release();
            assigner.assignAnother(endpoint);
        } else {
            dispatchAgain(failed);
        }
    }

    /** Notes that the try went well: where clients stick to endpoints, this one does so now. */
    public void succeeded() {
        ClientTable clients = pools.get().clients();
        if (clients != null && assignment != null) {
            clients.store(client, assignment.endpoint().key());
        }
    }

    /** Looks no longer; the outcome is not told. */
    public void cancel() {
        cancelled = true;
        assigner.cancel();
    }

    /** Gives the place back, if there is one. */
    public void release() {
        if (assignment != null) {
            assignment.release();
        }
    }

    @Override
    public void assigned(Assignment next) {
        Assignment before = assignment;
        assignment = next;
        if (before != null && before.endpoint() == next.endpoint()) {
            dispatchAgain(next);
        } else {
            redispatched |= before != null;
            outcome.dispatched(next);
        }
    }

    @Override
    public void unassigned(Termination termination) {
        outcome.unplaced(termination);
    }

    private void dispatchAgain(Assignment place) {
        if (pauses) {
            long pause = pools.get().config().retryPauseOrDefault().toNanos();
            loop.schedule(() -> dispatchUnlessCancelled(place), pause, TimeUnit.NANOSECONDS);
        } else {
            outcome.dispatched(place);
        }
    }

    private void dispatchUnlessCancelled(Assignment place) {
        if (!cancelled) {
            outcome.dispatched(place);
        }
    }

    /** Returns the place that it was given last; {@code null} where there was none. */
    public @Nullable Assignment assignment() {
        return assignment;
    }

    /** Returns the endpoint that it was tried on, or waited for, last; {@code null} where that was any. */
    public @Nullable Endpoint endpoint() {
        Waiting unserved = assigner.unserved();
        if (unserved != null) {
            return unserved.endpoint();
        }
        return assignment == null ? null : assignment.endpoint();
    }

    /** Whether it has a place on an endpoint, and has not given it back. */
    public boolean isPlaced() {
        return assignment != null && assignment.isHeld();
    }

    /** Whether it has a place on one of {@code endpoints}. */
    public boolean isOn(Set<Endpoint> endpoints) {
        return assignment != null && assignment.isHeld() && endpoints.contains(assignment.endpoint());
    }

    /** Whether it waits for a place. */
    public boolean waits() {
        return assigner.waits();
    }

    /** Returns for how long it has waited for places in all; -1 where it came neither to one nor to a queue. */
    public long waitedMillis() {
        return assignment == null && assigner.unserved() == null ? -1 : assigner.waitedMillis();
    }

    /** Returns its place in queues of servers, as in the access log. */
    public int serverQueue() {
        return assigner.serverQueue();
    }

    /** Returns its place in the backend's queue, as in the access log. */
    public int backendQueue() {
        return assigner.backendQueue();
    }

    public int retries() {
        return retries;
    }

    /** Whether it went to another endpoint than the one that it was tried on, or had waited for, before. */
    public boolean redispatched() {
        return redispatched || assigner.moved();
    }
}
