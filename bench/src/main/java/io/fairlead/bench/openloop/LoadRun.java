package io.fairlead.bench.openloop;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A load under way on an event loop, on which all of it happens. */
final class LoadRun {

    private final EventLoop loop;
    private final Load load;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    LoadRun(EventLoop loop, Load load) {
        this.loop = loop;
        this.load = load;
    }

    /** Starts it; what is not answered after {@code longest} fails it. Returns its end. */
    CompletableFuture<Void> start(Duration longest) {
        loop.schedule(() -> giveUp(longest), longest.toNanos(), TimeUnit.NANOSECONDS);
        proceed();
        return end;
    }

    private void proceed() {
        long next = load.proceed(System.nanoTime());
        endIfDone();
        if (next != Long.MAX_VALUE && !end.isDone()) {
            loop.schedule(this::proceed, next - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private void giveUp(Duration longest) {
        fail(new IOException("calls without an answer after %d s: %d (expected: none)"
                .formatted(longest.toSeconds(), load.unanswered())));
    }

    void answered(int caller, long due) {
        load.answered(caller, due, System.nanoTime());
        endIfDone();
    }

    void roomAt(int caller) {
        if (!end.isDone()) {
            load.roomAt(caller, System.nanoTime());
        }
    }

    void fail(Throwable fault) {
        end.completeExceptionally(fault);
    }

    private void endIfDone() {
        if (load.done(System.nanoTime())) {
            end.complete(null);
        }
    }
}
