package io.fairlead.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fairlead.proxy.rpc.RpcRecordBuilder;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.ConnectionRecordBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class AccessLogTest {

    private static final int PRODUCERS = 4;
    private static final int RECORDS_EACH = 5_000;

    @ParameterizedTest
    @ValueSource(ints = {16, PRODUCERS * RECORDS_EACH})
    void writesOrCountsEveryRecordInItsProducersOrder(int capacity) throws InterruptedException {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessLog log = start(out, capacity, Duration.ofSeconds(20));
        List<Thread> producers = IntStream.range(0, PRODUCERS)
                .mapToObj(producer -> Thread.ofPlatform().unstarted(() -> produce("p" + producer, log)))
                .toList();

        // When
        producers.forEach(Thread::start);
        for (Thread producer : producers) {
            producer.join();
        }
        log.close();

        // Then
        List<String> lines = lines(out);
        assertThat(lines).isNotEmpty();
        assertThat(lines.size() + log.dropped()).isEqualTo(PRODUCERS * RECORDS_EACH);
        for (int producer = 0; producer < PRODUCERS; producer++) {
            String name = " p" + producer + " ";
            assertThat(lines.stream().filter(line -> line.contains(name)).map(AccessLogTest::retries))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void dropsNothingAsLongAsTheQueueHoldsEverything() {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessLog log = start(out, 100, Duration.ofSeconds(20));
        IntStream.range(0, 100).forEach(i -> log.closed(record(i)));

        // When
        log.close();

        // Then
        assertThat(lines(out).stream().map(AccessLogTest::retries))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(log.dropped()).isZero();
    }

    @Test
    void wakesForEachRecordThatComesAfterAPause() {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = start(out, 16, Duration.ofSeconds(20))) {
            log.closed(record(1));
            await().until(() -> lines(out).size() == 1 && writerSleeps());

            // When
            log.closed(record(2));

            // Then
            await().untilAsserted(() -> assertThat(lines(out)).hasSize(2));
        }
    }

    @Test
    void aStreamThatBlocksDoesNotBlockProducers() {
        // Given
        BlockedStream out = new BlockedStream();
        AccessLog log = start(out, 16, Duration.ofSeconds(20));

        // When
        IntStream.range(0, 1_000).forEach(i -> log.closed(record(i)));

        // Then
        assertThat(out.written()).isEmpty();
        assertThat(log.dropped()).isPositive();
        out.release();
        log.close();
        assertThat(out.written()).isNotEmpty();
        assertThat(out.written().size() + log.dropped()).isEqualTo(1_000);
    }

    @Test
    void closingDoesNotWaitForEverForAStreamThatBlocks() {
        // Given
        BlockedStream out = new BlockedStream();
        AccessLog log = start(out, 16, Duration.ofMillis(20));
        log.closed(record(0));

        // When
        log.close();

        // Then
        assertThat(out.written()).isEmpty();
        out.release();
    }

    @Test
    void aStreamThatFailsCostsItsLinesAndOneReport() {
        // Given
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        FailingStream out = new FailingStream(written, 2);
        ListAppender<ILoggingEvent> reports = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(BatchWriter.class);
        reports.start();
        logger.addAppender(reports);
        AccessLog log = start(out, 16, Duration.ofSeconds(20));
        log.closed(record(1));
        await().until(() -> log.dropped() == 1);
        log.closed(record(2));
        await().until(() -> log.dropped() == 2);

        // When
        log.closed(record(3));
        log.close();

        // Then
        logger.detachAppender(reports);
        assertThat(lines(written).stream().map(AccessLogTest::retries)).containsExactly(3);
        assertThat(log.dropped()).isEqualTo(2);
        assertThat(reports.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("access log cannot be written; lines are lost, later failures are only counted");
    }

    @Test
    void countsWhatComesAfterItWasClosed() {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessLog log = start(out, 16, Duration.ofSeconds(20));
        log.close();

        // When
        log.closed(record(1));

        // Then
        assertThat(log.dropped()).isEqualTo(1);
        assertThat(lines(out)).isEmpty();
    }

    @Test
    void writesConnectionsAndRpcsInTheOrderInWhichItWasTold() {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessLog log = start(out, 16, Duration.ofSeconds(20));
        log.closed(record(1));
        log.ended(new RpcRecordBuilder().build());
        log.closed(record(2));

        // When
        log.close();

        // Then
        assertThat(lines(out))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" -- 9/8/7/3/1 0/0"),
                        line -> assertThat(line).contains(" \"POST /echo.Echo/Say HTTP/2.0\" "),
                        line -> assertThat(line).endsWith(" -- 9/8/7/3/2 0/0"));
    }

    @Test
    void cutsLongRequestsOffSoThatItsQueueIsBounded() {
        // Given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessLog log = start(out, 16, Duration.ofSeconds(20));

        // When
        log.ended(new RpcRecordBuilder().path("/" + "x".repeat(16_000)).build());
        log.close();

        // Then
        assertThat(lines(out))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(" \"POST /" + "x".repeat(1024 - 5) + " HTTP/2.0\" 0 "));
    }

    private static AccessLog start(OutputStream out, int capacity, Duration closeTimeout) {
        return new AccessLog(out, new LogFormat(ZoneOffset.UTC), capacity, closeTimeout);
    }

    private static void produce(String producer, AccessLog log) {
        for (int i = 0; i < RECORDS_EACH; i++) {
            log.closed(new ConnectionRecordBuilder()
                    .route(producer, "echo")
                    .retries(i)
                    .build());
        }
    }

    private static ConnectionRecord record(int number) {
        return new ConnectionRecordBuilder().retries(number).build();
    }

    private static List<String> lines(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The number that {@link #record} put into the line. */
    private static int retries(String line) {
        return Integer.parseInt(
                line.substring(line.lastIndexOf('/', line.lastIndexOf(' ')) + 1, line.lastIndexOf(' ')));
    }

    private static boolean writerSleeps() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("access-log"))
                .allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    /** Takes nothing until it is released. */
    private static final class BlockedStream extends OutputStream {

        private final CountDownLatch released = new CountDownLatch(1);
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                released.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            written.write(bytes, offset, length);
        }

        void release() {
            released.countDown();
        }

        List<String> written() {
            return lines(written);
        }
    }

    /** Fails a number of times before it works. */
    private static final class FailingStream extends OutputStream {

        private final OutputStream out;
        private int failures;

        FailingStream(OutputStream out, int failures) {
            this.out = out;
            this.failures = failures;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (failures-- > 0) {
                throw new IOException("Broken pipe");
            }
            out.write(bytes, offset, length);
        }
    }
}
