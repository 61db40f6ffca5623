package io.fairlead.demo.cluster;

import java.util.Set;

/**
 * Requests of one kind of the operator's to the API server that were answered alike, as its metrics tell.
 *
 * @param code the HTTP status; {@code none} where there was no answer
 */
record ApiRequests(String verb, String resource, String code, double count) {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    /** What it may not do, and what the API server does not understand. */
    private static final Set<String> REFUSALS = Set.of("400", "401", "403", "405", "406", "415", "501");

    /** Whether it is a write to anything but the lease, which is renewed all the time. */
    boolean isWrite() {
        return WRITES.contains(verb) && !resource.startsWith("leases.");
    }

    boolean isRefused() {
        return REFUSALS.contains(code);
    }
}
