package io.fairlead.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Pattern;
import io.fairlead.proxy.testing.RelayPath;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(RelayPath.class)
@Isolated
class BackpressureTest {

    private static final long MIB = 1024 * 1024;

    private final RelayPath path;
    private ServerSocket server;
    private TestProxy proxy;

    BackpressureTest(RelayPath path) {
        this.path = path;
    }

    @BeforeEach
    void start() throws Exception {
        server = Sockets.listen();
        proxy = path.start(Configs.of((InetSocketAddress) server.getLocalSocketAddress()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void memoryStaysBoundedWhileAReaderStopsAndEveryByteArrivesOnceItReadsOn() throws Exception {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            long before = directMemory();

            // When
            Sender sender = Sender.start(accepted, 256 * MIB);
            sender.awaitStall();
            long held = directMemory() - before;
            Pattern.Reader reader = new Pattern.Reader(client.getInputStream());
            reader.readToEnd();

            // Then
            assertThat(held).isLessThan(MIB);
            assertThat(reader.position()).isEqualTo(256 * MIB);
            sender.done.join();
        }
    }

    @Test
    void aFinBehindDataToASlowReaderLosesNothing() throws Exception {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            Sender sender = Sender.start(client, 64 * MIB);
            sender.awaitStall();
            Pattern.Reader reader = new Pattern.Reader(accepted.getInputStream());

            // When
            while (!sender.done.isDone()) {
                reader.read();
            }
            reader.readToEnd();

            // Then
            assertThat(reader.position()).isEqualTo(64 * MIB);
        }
    }

    @Test
    void aSlowReaderThatEndedItsOwnDirectionCostsNoProcessorTime() throws Exception {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            client.shutdownOutput();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            Sender sender = Sender.start(accepted, 16 * MIB);
            sender.awaitStall();
            Pattern.Reader reader = new Pattern.Reader(client.getInputStream());
            while (!sender.done.isDone()) {
                reader.read();
            }

            // When
            Duration used = workersTimeIn(Duration.ofMillis(500));
            reader.readToEnd();

            // Then
            assertThat(used).isLessThan(Duration.ofMillis(100));
            assertThat(reader.position()).isEqualTo(16 * MIB);
        }
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.NORMAL);
    }

    @Test
    void aResetBehindDataThatASlowReaderHasLeftIsPassedOn() throws Exception {
        // Given
        try (Socket client = Sockets.connect(proxy.address())) {
            Socket accepted = Sockets.accept(server);
            Sender sender = Sender.start(accepted, 256 * MIB);
            sender.awaitStall();

            // When
            Sockets.reset(accepted);

            // Then
            assertThatThrownBy(() -> Sockets.drain(client))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.SERVER_ABORT_DATA);
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private static Duration workersTimeIn(Duration real) {
        long before = workersNanos();
        Awaitility.await().pollDelay(real).until(() -> true);
        return Duration.ofNanos(workersNanos() - before);
    }

    private static long workersNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fairlead-worker"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
                .sum();
    }

    /** Writes the pattern and a FIN, on a thread of its own. */
    private static final class Sender {

        private final AtomicLong written = new AtomicLong();
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        static Sender start(Socket socket, long length) {
            Sender sender = new Sender();
            Thread.ofVirtual().start(() -> sender.run(socket, length));
            return sender;
        }

        private void run(Socket socket, long length) {
            try {
                Pattern.write(counting(socket.getOutputStream()), length);
                socket.shutdownOutput();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        }

        private OutputStream counting(OutputStream out) {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    out.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    written.addAndGet(length);
                }
            };
        }

        /** Waits until nothing could be written for a while. */
        void awaitStall() {
            AtomicLong last = new AtomicLong(-1);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> written.get() > 0 && last.getAndSet(written.get()) == written.get());
        }
    }
}
