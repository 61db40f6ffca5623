package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogLimitTest {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final LogLimit limit = new LogLimit(ticker);

    @Test
    void letsTheFirstLineThroughAndNoneForTenSeconds() {
        // Given
        boolean first = limit.permits();

        // When
        boolean second = limit.permits();
        ticker.advance(9_999, TimeUnit.MILLISECONDS);
        boolean later = limit.permits();

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(later).isFalse();
    }

    @Test
    void letsOneThroughAfterTenSeconds() {
        // Given
        limit.permits();
        ticker.advance(10, TimeUnit.SECONDS);

        // When
        boolean next = limit.permits();

        // Then
        assertThat(next).isTrue();
        assertThat(limit.permits()).isFalse();
    }
}
