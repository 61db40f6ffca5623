package io.fairlead.proxy.backend;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A connection that waits for a place. Its {@link ConnectionQueue} changes it, and guards it as long as it waits. */
public final class Waiting implements Placement {

    /** The order in which they came. */
    static final Comparator<Waiting> ORDER = Comparator.comparingLong(waiting -> waiting.arrival);

    private final PlaceSeeker seeker;
    private final long arrival;
    private @Nullable WaitingLine line;
    private long givenBefore;
    private int serverQueue;
    private int backendQueue;
    private @Nullable Endpoint endpoint;
    private boolean moved;

    /**
     * Creates one that stands in no line.
     *
     * @param arrival a number that is higher for each later one
     */
    Waiting(PlaceSeeker seeker, long arrival) {
        this.seeker = seeker;
        this.arrival = arrival;
    }

    PlaceSeeker seeker() {
        return seeker;
    }

    /** Returns where it stands; {@code null} once it does not wait any more. */
    @Nullable
    WaitingLine line() {
        return line;
    }

    void entered(WaitingLine entered) {
        endpoint = entered.endpoint();
        line = entered;
        givenBefore = entered.given();
    }

    void left(WaitingLine left) {
        line = null;
        int place = (int) (left.given() - givenBefore) + 1;
        if (left.endpoint() == null) {
            backendQueue += place;
        } else {
            serverQueue += place;
        }
    }

    /** Notes that it is to go to another endpoint than the one that it waited for. */
    void moveOn() {
        moved = true;
        endpoint = null;
    }

    /** Returns the endpoint that it waited for last, {@code null} where that was any. */
    public @Nullable Endpoint endpoint() {
        return endpoint;
    }

    /** Whether it waited for an endpoint that it waited for no more in the end. */
    public boolean moved() {
        return moved;
    }

    /** Returns its place in the lines of single endpoints that it has left, added up; 1 is the first, 0: it was in none. */
    public int serverQueue() {
        return serverQueue;
    }

    /** Returns its place in the backend's line, if it has left that, as {@link #serverQueue}. */
    public int backendQueue() {
        return backendQueue;
    }
}
