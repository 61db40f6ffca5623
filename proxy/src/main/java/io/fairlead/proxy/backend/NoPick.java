package io.fairlead.proxy.backend;

/** Why a backend has nothing for a connection. */
public enum NoPick implements Pick {
    /** No endpoint takes new connections: waiting for one of those that there are does not help. */
    NONE_UP,
    /** Each endpoint that takes new connections has as many as it may have: one that ends makes room. */
    ALL_FULL
}
