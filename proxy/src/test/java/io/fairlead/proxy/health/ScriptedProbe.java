package io.fairlead.proxy.health;

import io.fairlead.proxy.testing.VirtualLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Notes each probe; it ends when the test says so. */
final class ScriptedProbe implements Probe {

    private final VirtualLoop loop;
    private final List<Duration> startedAt = new ArrayList<>();
    private final List<InetSocketAddress> targets = new ArrayList<>();
    private final List<Duration> timeouts = new ArrayList<>();
    private final List<Consumer<@Nullable ProbeResult>> results = new ArrayList<>();

    ScriptedProbe(VirtualLoop loop) {
        this.loop = loop;
    }

    @Override
    public void start(InetSocketAddress target, Duration timeout, Consumer<@Nullable ProbeResult> result) {
        startedAt.add(loop.elapsed());
        targets.add(target);
        timeouts.add(timeout);
        results.add(result);
    }

    /** Returns when each probe started, from the loop's start on. */
    List<Duration> startedAt() {
        return startedAt;
    }

    List<InetSocketAddress> targets() {
        return targets;
    }

    List<Duration> timeouts() {
        return timeouts;
    }

    /** Returns who is to be given the result of the last one. */
    Consumer<@Nullable ProbeResult> last() {
        return results.getLast();
    }

    /** Ends the last one. */
    void end(@Nullable ProbeResult result) {
        last().accept(result);
    }
}
