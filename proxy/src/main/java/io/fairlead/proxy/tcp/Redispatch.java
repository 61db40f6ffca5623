package io.fairlead.proxy.tcp;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.Endpoint;

/** Says which retries go to another endpoint, as the backend's {@code redispatch} wants. */
final class Redispatch {

    private Redispatch() {}

    /**
     * Whether the next retry goes to another endpoint. Where any would do as well there is no point in waiting for the same one.
     *
     * @param stuck whether the client sticks to the one that failed
     * @param retries how many there were, the next one included
     */
    static boolean goesElsewhere(BackendPool pool, Endpoint failed, boolean stuck, int retries) {
        Backend config = pool.config();
        if (!config.redispatchOrDefault()) {
            return false;
        }
        boolean anyWouldDo = config.balanceOrDefault().algorithm() != Algorithm.Source
                && !stuck
                && pool.candidates().size() > 1;
        return anyWouldDo
                || pool.reachable(failed) == null
                || isEachNth(retries, config.redispatchIntervalOrDefault(), config.retriesOrDefault());
    }

    /** Counts from the first retry on; a negative interval says how many before the end of all the first one is, as in HAProxy. */
    private static boolean isEachNth(int retries, int interval, int allRetries) {
        int each = interval > 0 ? interval : allRetries + 1 + interval;
        return each > 0 && retries % each == 0;
    }
}
