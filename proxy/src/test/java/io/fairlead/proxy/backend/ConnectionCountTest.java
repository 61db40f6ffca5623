package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionCountTest {

    private final AtomicInteger changes = new AtomicInteger();
    private final ConnectionCount count = new ConnectionCount(changes::incrementAndGet);

    @Test
    void threadsThatIncrementWithinALimitAtOnceNeverGoBeyondIt() {
        // Given
        AtomicInteger granted = new AtomicInteger();

        // When
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                executor.execute(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        if (count.incrementWithin(17_000)) {
                            granted.incrementAndGet();
                        }
                    }
                });
            }
        }

        // Then
        assertThat(granted).hasValue(17_000);
        assertThat(count.get()).isEqualTo(17_000);
        assertThat(changes).hasValue(17_000);
    }

    @Test
    void eachChangeIsToldWithTheNewValueInPlace() {
        // Given
        ConnectionCount[] told = new ConnectionCount[1];
        AtomicInteger seen = new AtomicInteger();
        told[0] = new ConnectionCount(() -> seen.addAndGet(told[0].get()));

        // When
        told[0].incrementAndGet();
        told[0].addAndGet(9);
        told[0].decrementAndGet();
        told[0].set(100);

        // Then
        assertThat(seen).hasValue(1 + 10 + 9 + 100);
    }
}
