package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.WellBehaved;
import io.fairlead.proxy.testing.frames.Frame;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.FrameType;
import io.fairlead.proxy.testing.frames.RawClient;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A stream that does not move holds up neither its neighbours nor much memory. */
@Isolated
class StalledStreamTest {

    private static final String BYTES = "/fairlead.Echo/Bytes";
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int BUSY = 100;
    private static final int CALLS = 300;
    private static final int ROUNDS = 5;
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** What a window may have grown to, and what may come before that is known. */
    private static final long MOST_OF_A_STREAM = MIB + 64 * KIB;

    @Test
    void itsNeighboursKeepTheirRateAndItHoldsNoMoreThanItsWindow() throws Exception {
        // Given
        try (EchoServer server = EchoServer.start("srv1");
                TestProxy proxy = start(server, 2 * BUSY);
                WellBehaved busy = WellBehaved.start(proxy.address(), BUSY)) {
            Duration without = timeOfCalls(busy);

            // When
            busy.stall(10 * MIB);
            Awaitility.await().until(() -> proxy.heldBytes() > 0);
            Duration with = timeOfCalls(busy);

            // Then
            assertThat(with).isLessThan(without.multipliedBy(3));
            assertThat(proxy.heldBytes()).isBetween(1L, MOST_OF_A_STREAM);
            busy.finish();
        }
    }

    @Test
    void manyOfThemHoldNoMoreThanTheirConnectionMay() throws Exception {
        // Given
        int stalled = 100;
        long most = (9L + stalled / 16) * MIB; // what their windows may grow by, and 64 KiB each
        try (EchoServer server = EchoServer.start("srv1");
                TestProxy proxy = start(server, BUSY + stalled);
                WellBehaved busy = WellBehaved.start(proxy.address(), BUSY);
                RawClient client = RawClient.connect(proxy.address(), FrameType.INITIAL_WINDOW_SIZE, 0)) {
            Duration without = timeOfCalls(busy);
            long memory = directMemory();

            // When
            for (int i = 0; i < stalled; i++) {
                client.call(BYTES, Integer.toString(MIB));
            }
            Awaitility.await().until(() -> proxy.heldBytes() > 32L * KIB * stalled);
            Duration with = timeOfCalls(busy);

            // Then
            assertThat(with).isLessThan(without.multipliedBy(3));
            assertThat(proxy.heldBytes()).isLessThan(most);
            assertThat(directMemory() - memory).isLessThan(4 * most);
            busy.finish();
        }
    }

    @Test
    void whereNoMemoryIsLeftTheRpcFailsAndOthersGoOn() throws Exception {
        // Given
        int left = 256 * KIB;
        try (EchoServer server = EchoServer.start("srv1");
                TestProxy proxy = start(server, 200);
                WellBehaved busy = WellBehaved.start(proxy.address());
                RawClient client = RawClient.connect(proxy.address(), FrameType.INITIAL_WINDOW_SIZE, 0)) {
            long taken = proxy.buffers().limit() - left;
            proxy.buffers().take(taken);

            // When
            for (int i = 0; i < 10; i++) {
                client.call(BYTES, Integer.toString(MIB));
            }

            // Then
            Awaitility.await().until(() -> client.received().stream().anyMatch(StalledStreamTest::isExhausted));
            assertThat(proxy.heldBytes()).isLessThanOrEqualTo(proxy.buffers().limit());
            busy.finish();
            client.close();
            Awaitility.await().until(() -> proxy.heldBytes() == taken);
        }
    }

    private static boolean isExhausted(Frame frame) {
        return frame instanceof Headers headers && headers.grpcStatus() == RESOURCE_EXHAUSTED;
    }

    /** Returns how long so many calls took, the least of a few times: what else the machine does is no one's matter here. */
    private static Duration timeOfCalls(WellBehaved busy) {
        Duration least = busy.awaitCalls(CALLS);
        for (int i = 1; i < ROUNDS; i++) {
            Duration next = busy.awaitCalls(CALLS);
            least = next.compareTo(least) < 0 ? next : least;
        }
        return least;
    }

    private static TestProxy start(EchoServer server, int maxConcurrentStreams) throws Exception {
        return TestProxy.start(Configs.of(server.address())
                .modeGrpc()
                .http2(http2 -> http2.maxConcurrentStreams(maxConcurrentStreams)));
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
