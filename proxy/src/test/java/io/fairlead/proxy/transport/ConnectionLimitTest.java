package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private final List<String> served = new ArrayList<>();

    @Test
    void thoseBeyondTheLimitGetTheirsInOrderAsOthersGiveTheirsBack() {
        // Given
        ConnectionLimit limit = new ConnectionLimit(1);
        boolean taken = limit.take(() -> served.add("first"));
        limit.take(() -> served.add("second"));
        limit.take(() -> served.add("third"));

        // When
        limit.release();

        // Then
        assertThat(taken).isTrue();
        assertThat(served).containsExactly("second");
        limit.release();
        assertThat(served).containsExactly("second", "third");
    }

    @Test
    void aRaisedLimitServesThoseThatWait() {
        // Given
        ConnectionLimit limit = new ConnectionLimit(0);
        limit.take(() -> served.add("first"));
        limit.take(() -> served.add("second"));
        limit.take(() -> served.add("third"));

        // When
        limit.change(2);

        // Then
        assertThat(served).containsExactly("first", "second");
    }

    @Test
    void aLoweredLimitLeavesWhatWasTakenAndGivesNothingUntilItIsGivenBack() {
        // Given
        ConnectionLimit limit = new ConnectionLimit(3);
        for (int i = 0; i < 3; i++) {
            limit.take(() -> served.add("early"));
        }

        // When
        limit.change(1);

        // Then
        limit.take(() -> served.add("late"));
        limit.release();
        limit.release();
        assertThat(served).isEmpty();
        limit.release();
        assertThat(served).containsExactly("late");
    }

    @Test
    void withManyThreadsTheLimitHoldsAndNobodyWaitsForEver() throws Exception {
        // Given
        int rounds = 20_000;
        ConnectionLimit limit = new ConnectionLimit(2);
        AtomicInteger inUse = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Integer> user = () -> {
            int done = 0;
            for (; done < rounds; done++) {
                Semaphore granted = new Semaphore(0);
                if (!limit.take(granted::release) && !granted.tryAcquire(20, TimeUnit.SECONDS)) {
                    return done;
                }
                most.accumulateAndGet(inUse.incrementAndGet(), Math::max);
                inUse.decrementAndGet();
                limit.release();
            }
            return done;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {

            // When
            List<Future<Integer>> users =
                    List.of(threads.submit(user), threads.submit(user), threads.submit(user), threads.submit(user));

            // Then
            for (Future<Integer> each : users) {
                assertThat(each.get()).isEqualTo(rounds);
            }
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }
}
