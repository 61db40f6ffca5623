package io.fairlead.proxy.backend;

/**
 * An endpoint that may be given a connection, as a balancer sees it.
 *
 * @param endpoint the endpoint
 * @param weight its share among the others, 1-256; 0 where it is only for clients that stick to it
 * @param throttle how much of its weight counts at this moment, in percent; 100 but for slow start
 * @param maxConnections how many connections it may have at this moment, {@link Integer#MAX_VALUE} where nothing limits it
 */
public record Candidate(Endpoint endpoint, int weight, int throttle, int maxConnections) implements Pick {

    /** Whether it may be given one more connection, in front of which nobody waits for it. */
    public boolean hasRoom() {
        return maxConnections == Integer.MAX_VALUE || endpoint.stats().load() < maxConnections;
    }

    /** Returns the weight that counts at this moment, in hundredths. */
    public int effectiveWeight() {
        return weight * throttle;
    }
}
