package io.fairlead.proxy.backend;

/** Why a connection gets no place on any of a backend's endpoints. */
public enum NoPlace implements Placement.Settled {
    /** No endpoint takes new connections. */
    NONE_UP,
    /** All are full, and as many connections wait as may. */
    QUEUE_FULL
}
