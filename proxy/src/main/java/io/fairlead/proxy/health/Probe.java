package io.fairlead.proxy.health;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** Finds out whether an address can be used. */
@FunctionalInterface
public interface Probe {

    /**
     * Starts one probe; does not block.
     *
     * @param timeout when it has failed at the latest
     * @param result is given the outcome, once, on the control thread
     */
    void start(InetSocketAddress target, Duration timeout, Consumer<ProbeResult> result);
}
