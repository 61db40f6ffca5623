package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BufferBudgetTest {

    @Test
    void givesUntilItsLimit() {
        // Given
        BufferBudget budget = new BufferBudget(100);
        budget.take(60);

        // When
        boolean tooMuch = budget.take(41);
        boolean theRest = budget.take(40);

        // Then
        assertThat(tooMuch).isFalse();
        assertThat(theRest).isTrue();
        assertThat(budget.held()).isEqualTo(100);
        assertThat(budget.limit()).isEqualTo(100);
    }

    @Test
    void givesAgainWhatCameBack() {
        // Given
        BufferBudget budget = new BufferBudget(100);
        budget.take(100);
        budget.give(30);

        // When
        boolean taken = budget.take(30);

        // Then
        assertThat(taken).isTrue();
        assertThat(budget.held()).isEqualTo(100);
    }

    @Test
    void isNotOverdrawnByLargeDemands() {
        // Given
        BufferBudget budget = new BufferBudget(100);
        budget.take(1);

        // When
        boolean taken = budget.take(Long.MAX_VALUE);

        // Then
        assertThat(taken).isFalse();
        assertThat(budget.held()).isEqualTo(1);
    }

    @Test
    void isNeverBeyondItsLimitHoweverManyThreadsTake() throws InterruptedException {
        // Given
        BufferBudget budget = new BufferBudget(10);
        AtomicLong most = new AtomicLong();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> Thread.ofPlatform().unstarted(() -> takeAndGive(budget, most)))
                .toList();

        // When
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(most.get()).isBetween(3L, 10L);
        assertThat(budget.held()).isZero();
    }

    @Test
    void isOf128MebibytesAtMost() {
        // When
        BufferBudget budget = BufferBudget.ofThisProcess();

        // Then
        assertThat(budget.limit()).isBetween(1L, 128L * 1024 * 1024);
    }

    private static void takeAndGive(BufferBudget budget, AtomicLong most) {
        for (int i = 0; i < 10_000; i++) {
            if (budget.take(3)) {
                most.accumulateAndGet(budget.held(), Math::max);
                budget.give(3);
            }
        }
    }
}
