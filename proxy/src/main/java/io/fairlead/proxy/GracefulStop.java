package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.Drain;
import io.fairlead.proxy.tcp.SessionRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a proxy: it goes on accepting for {@code drain.delay}, then closes its sockets, and lets connections end for
 * {@code drain.timeout}. In that time connections on which no byte moves for {@value #IDLE_SECONDS} s are closed, one after the other over
 * {@code drain.closeSpread}; what is left at the end is closed too. All is called on the control thread.
 */
final class GracefulStop {

    private static final Logger log = LoggerFactory.getLogger(GracefulStop.class);
    private static final int IDLE_SECONDS = 5;
    private static final long TICK_MILLIS = 50;

    private final EventExecutor control;
    private final Drain drain;
    private final ProxyListeners listeners;
    private final SessionRegistry sessions;
    private final RandomGenerator random;
    private final CompletableFuture<Void> done;
    private long deadlineNanos;
    private boolean overdue;

    /** Creates a stop that has not begun; {@code done} is completed when no connection is left. */
    GracefulStop(
            EventExecutor control,
            Drain drain,
            ProxyListeners listeners,
            SessionRegistry sessions,
            RandomGenerator random,
            CompletableFuture<Void> done) {
        this.control = control;
        this.drain = drain;
        this.listeners = listeners;
        this.sessions = sessions;
        this.random = random;
        this.done = done;
    }

    void begin() {
        log.atInfo()
                .setMessage("stopping")
                .addKeyValue("connections", sessions.size())
                .addKeyValue("delay", drain.delayOrDefault())
                .addKeyValue("timeout", drain.timeoutOrDefault())
                .log();
        control.schedule(this::closeListeners, drain.delayOrDefault().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void closeListeners() {
        listeners.close().thenRunAsync(this::endIdle, control);
        deadlineNanos = control.ticker().nanoTime() + drain.timeoutOrDefault().toNanos();
        tickLater();
    }

    /** Who is told to go elsewhere finds no socket here any more that would take it once again. */
    private void endIdle() {
        sessions.endIdle(Duration.ofSeconds(IDLE_SECONDS), drain.closeSpreadOrDefault(), random);
    }

    private void tickLater() {
        control.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (listeners.closed() && sessions.size() == 0) {
            done.complete(null);
            return;
        }
        if (control.ticker().nanoTime() - deadlineNanos >= 0) {
            endAll();
        }
        tickLater();
    }

    private void endAll() {
        if (!overdue && sessions.size() > 0) {
            overdue = true;
            log.atWarn()
                    .setMessage("closing connections that did not end in time")
                    .addKeyValue("connections", sessions.size())
                    .log();
        }
        sessions.endAll();
    }
}
