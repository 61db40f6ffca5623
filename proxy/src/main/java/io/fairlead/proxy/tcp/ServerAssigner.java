package io.fairlead.proxy.tcp;

import io.fairlead.proxy.backend.Assignment;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.ClientTable;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointKey;
import io.fairlead.proxy.backend.Keyed;
import io.fairlead.proxy.backend.NoPlace;
import io.fairlead.proxy.backend.PlaceSeeker;
import io.fairlead.proxy.backend.Placement;
import io.fairlead.proxy.backend.Waiting;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a session a place on an endpoint of its backend: on the one that its client sticks to, else on one that is picked; at once, or
 * after a wait that the backend's {@code timeouts.queue} bounds. All but what the queue asks and {@link #placed} is called on the
 * session's event loop.
 */
public final class ServerAssigner implements PlaceSeeker {

    private final EventLoop loop;
    private final InetAddress client;
    private final Keyed key;
    private final Supplier<BackendPool> pools;
    private final Outcome outcome;
    private Set<Endpoint> tried = Set.of();
    private @Nullable EndpointKey stuckTo;
    private @Nullable Waiting wait;
    private @Nullable Future<?> timeout;
    private long waitStartNanos;
    private long waitedNanos;
    private boolean waits;
    private boolean moved;
    private int serverQueue;
    private int backendQueue;

    /**
     * Creates an assigner that looks for nothing yet.
     *
     * @param client the client's address
     * @param key what a hash picks by
     * @param pools the newest snapshot of the backend
     */
    public ServerAssigner(EventLoop loop, InetAddress client, Keyed key, Supplier<BackendPool> pools, Outcome outcome) {
        this.loop = loop;
        this.client = client;
        this.key = key;
        this.pools = pools;
        this.outcome = outcome;
    }

    /** What became of it; one of the two is called for each {@link #assign} and {@link #assignAnother}, unless it is cancelled before. */
    public interface Outcome {

        void assigned(Assignment assignment);

        void unassigned(Termination termination);
    }

    /** Looks for the first place. */
    public void assign() {
        ClientTable clients = pool().clients();
        stuckTo = clients == null ? null : clients.find(client);
        look();
    }

    /** Looks for a place on another endpoint than {@code failed}, if there is one; what the client sticks to counts no more. */
    public void assignAnother(Endpoint failed) {
        Set<Endpoint> more = new HashSet<>(tried);
        more.add(failed);
        tried = more;
        stuckTo = null;
        look();
    }

    /** Looks no longer; the outcome is not told. */
    public void cancel() {
        if (waits && wait != null) {
            pool().queue().leave(wait);
            waitIsOver(wait);
        }
    }

    /** Whether the client sticks to the endpoint that was found for it. */
    public boolean isStuckTo(Endpoint endpoint) {
        return endpoint.key().equals(stuckTo);
    }

    public boolean waits() {
        return waits;
    }

    /** Returns what it waits for, or waited for in vain; {@code null} where it found a place, or has not waited. */
    public @Nullable Waiting unserved() {
        return wait;
    }

    /** Whether it was given another endpoint than the one that it had waited for. */
    public boolean moved() {
        return moved;
    }

    /** Returns for how long it has waited in all. */
    public long waitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(waitedNanos);
    }

    /** Returns its place in queues of servers, as in the access log. */
    public int serverQueue() {
        return serverQueue;
    }

    /** Returns its place in the backend's queue, as in the access log. */
    public int backendQueue() {
        return backendQueue;
    }

    private void look() {
        BackendPool pool = pool();
        switch (pool.queue().place(this)) {
            case Waiting begun -> {
                waits = true;
                wait = begun;
                waitStartNanos = loop.ticker().nanoTime();
                timeout = loop.schedule(
                        this::timedOut, pool.config().queueTimeout().toNanos(), TimeUnit.NANOSECONDS);
            }
            case Assignment assignment -> outcome.assigned(assignment);
            case NoPlace none -> outcome.unassigned(terminationOf(none));
        }
    }

    private void timedOut() {
        Waiting current = wait;
        if (waits && current != null && pool().queue().leave(current)) {
            waitIsOver(current);
            outcome.unassigned(Termination.SERVER_TIMEOUT_QUEUE);
        }
    }

    @Override
    public void placed(Placement.Settled placement) {
        try {
            loop.execute(() -> placedOnLoop(placement));
        } catch (RejectedExecutionException e) {
            // The proxy ends, and with it the session: nobody needs the place any more.
        }
    }

    private void placedOnLoop(Placement.Settled placement) {
        if (!waits || wait == null) {
            if (placement instanceof Assignment unwanted) {
                unwanted.release();
            }
            return;
        }
        Waiting over = wait;
        waitIsOver(over);
        switch (placement) {
            case Assignment assignment -> {
                moved |= over.moved();
                wait = null;
                outcome.assigned(assignment);
            }
            case NoPlace none -> outcome.unassigned(terminationOf(none));
        }
    }

    private void waitIsOver(Waiting over) {
        waits = false;
        if (timeout != null) {
            timeout.cancel(false);
        }
        waitedNanos += loop.ticker().nanoTime() - waitStartNanos;
        serverQueue += over.serverQueue();
        backendQueue += over.backendQueue();
    }

    private static Termination terminationOf(NoPlace none) {
        return switch (none) {
            case NONE_UP -> Termination.SERVER_ABORT_CONNECT;
            case QUEUE_FULL -> Termination.SERVER_ABORT_QUEUE;
        };
    }

    @Override
    public BackendPool pool() {
        return pools.get();
    }

    @Override
    public byte[] hashKey() {
        return key.hashKey();
    }

    @Override
    public @Nullable EndpointKey stuckTo() {
        return stuckTo;
    }

    @Override
    public Set<Endpoint> tried() {
        return tried;
    }
}
