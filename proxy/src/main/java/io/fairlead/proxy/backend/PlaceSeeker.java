package io.fairlead.proxy.backend;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection, or an RPC, that asks for a place on one of a backend's endpoints. While it waits, any thread may ask it. */
public interface PlaceSeeker extends Keyed {

    /** Returns the newest snapshot of the backend. */
    BackendPool pool();

    /** Returns the endpoint that its client sticks to, {@code null} for any. */
    @Nullable
    EndpointKey stuckTo();

    /** Returns endpoints to be avoided as long as there is another; they do not change while it waits. */
    Set<Endpoint> tried();

    /**
     * Is called when its wait is over, unless it was given up before: with an {@link Assignment}, or with {@link NoPlace#NONE_UP}. Any
     * thread may call it, and it holds others up: what is to be done is done elsewhere.
     */
    void placed(Placement.Settled placement);
}
