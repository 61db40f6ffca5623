package io.fairlead.proxy.backend;

/** What becomes of a connection that asks for a place on one of a backend's endpoints. */
public sealed interface Placement permits Placement.Settled, Waiting {

    /** It has a place, or will have none. */
    sealed interface Settled extends Placement permits Assignment, NoPlace {}
}
