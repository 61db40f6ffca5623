package io.fairlead.proxy.kubernetes;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * How long a request to the API may take, answer included. The client's own limit is over with an answer's first bytes: where no more
 * come, for a connection that died silently, it would wait for ever.
 *
 * @param longest more than nothing
 */
public record TimeLimit(Duration longest) {

    /**
     * Returns what {@code request} returns, or throws what it throws. It is interrupted when the limit is over, or the caller is interrupted.
     *
     * @throws IllegalStateException where the limit is over
     */
    public <T> T call(Supplier<T> request) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(request::get);
        Thread.ofVirtual().name("fairlead-request").start(task);
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no whole answer within " + longest.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            task.cancel(true);
        }
    }
}
