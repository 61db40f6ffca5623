package io.fairlead.bench.bulk;

import static org.awaitility.Awaitility.await;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

final class BulkTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void bytesGoBothWaysAtTheSameTime() throws Exception {
        try (BulkServer server = BulkServer.start()) {
            // Given
            LongAdder received = new LongAdder();

            // When
            try (Pump _ = Pump.start(SocketChannel.open(server.address()), received)) {
                // Then
                await().atMost(LONG).until(() -> received.sum() > 1 << 20 && server.received() > 1 << 20);
            }
        }
    }

    @Test
    void aConnectionThatEndsIsAFault() throws Exception {
        // Given
        BulkServer server = BulkServer.start();
        LongAdder received = new LongAdder();
        try (Pump pump = Pump.start(SocketChannel.open(server.address()), received)) {
            await().atMost(LONG).until(() -> received.sum() > 0);

            // When
            server.close();

            // Then
            await().atMost(LONG).until(() -> pump.fault() != null);
        }
    }
}
