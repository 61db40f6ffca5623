package io.fairlead.proxy.discovery;

import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the addresses of one DNS name: resolves it again when their TTL ends, but not more often than once a second nor less often
 * than every five minutes. When it cannot be resolved the last addresses stay, and it is tried again every second.
 */
final class NameWatch {

    private static final Logger log = LoggerFactory.getLogger(NameWatch.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final EventExecutor control;
    private final NameLookup lookup;
    private final String name;
    private final Runnable changed;
    private List<InetAddress> addresses = List.of();
    private boolean answered;
    private boolean failing;
    private boolean stopped;
    private @Nullable Future<?> next;

    NameWatch(EventExecutor control, NameLookup lookup, String name, Runnable changed) {
        this.control = control;
        this.lookup = lookup;
        this.name = name;
        this.changed = changed;
    }

    void start() {
        lookup.resolve(name, answer -> {
            if (!stopped) {
                take(answer);
            }
        });
    }

    void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** Whether it was resolved, or could not be, at least once. */
    boolean answered() {
        return answered;
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    private void take(NameLookup.Answer answer) {
        Duration delay = switch (answer) {
            case NameLookup.Answer.Found found -> found(found);
            case NameLookup.Answer.Failed failed -> failed(failed);
        };
        next = control.schedule(this::start, delay.toMillis(), TimeUnit.MILLISECONDS);
        answered = true;
        changed.run();
    }

    private Duration found(NameLookup.Answer.Found found) {
        addresses = found.addresses();
        if (failing) {
            failing = false;
            log.atInfo()
                    .setMessage("name resolves again")
                    .addKeyValue("name", name)
                    .log();
        }
        return clamp(found.ttl());
    }

    private Duration failed(NameLookup.Answer.Failed failed) {
        if (!failing) {
            failing = true;
            log.atWarn()
                    .setMessage("name cannot be resolved, its last addresses are kept")
                    .addKeyValue("name", name)
                    .addKeyValue("addresses", addresses)
                    .addKeyValue("reason", failed.reason())
                    .log();
        }
        return SHORTEST;
    }

    private static Duration clamp(Duration ttl) {
        if (ttl.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl;
    }
}
