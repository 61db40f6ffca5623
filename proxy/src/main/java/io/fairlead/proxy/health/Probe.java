package io.fairlead.proxy.health;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out whether an address can be used. */
@FunctionalInterface
public interface Probe {

    /**
     * Starts one probe; does not block.
     *
     * @param timeout when it has failed at the latest
     * @param result is given the outcome, once, on the control thread; {@code null} where this machine has no file descriptor or port
     *     left to probe with, so that nothing is known of the target
     */
    void start(InetSocketAddress target, Duration timeout, Consumer<@Nullable ProbeResult> result);
}
