package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Pattern;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.transport.RelayStats;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Isolated;

/** Which way bytes go, and what a connection costs on it. */
@EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
@Isolated
class DataPathTest {

    private static final int MIB = 1024 * 1024;
    private static final int TURNS = 20;
    private static final int LITTLE = 200;

    private ServerSocket server;
    private TestProxy proxy;

    @BeforeEach
    void listen() throws Exception {
        server = Sockets.listen();
        proxy = start(DataPath.Auto);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void startAnew(DataPath path) throws ConfigRefusedException {
        proxy.close();
        proxy = start(path);
    }

    private TestProxy start(DataPath path) throws ConfigRefusedException {
        return TestProxy.start(
                Configs.of((InetSocketAddress) server.getLocalSocketAddress()).dataPath(path));
    }

    @Test
    void muchAtATimeIsSplicedAndLittleIsCopiedAgain() throws Exception {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            pingPong(client, accepted, 10);
            long splicedOfLittle = stats().spliced().sum();
            transfer(accepted, client, 16 * MIB);
            long splicedOfMuch = stats().spliced().sum();

            // When
            pingPong(client, accepted, 100);
            long splicedThen = stats().spliced().sum() - splicedOfMuch;

            // Then
            assertThat(splicedOfLittle).isZero();
            assertThat(splicedOfMuch).isGreaterThan(MIB).isLessThanOrEqualTo(16 * MIB);
            assertThat(splicedThen).isLessThan(10);
        }
    }

    @Test
    void noByteIsLostWhereTheWayChangesAgainAndAgain() throws Exception {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            Pattern.Reader reader = new Pattern.Reader(client.getInputStream());
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendInTurns(accepted));

            // When
            reader.readToEnd();
            sent.join();

            // Then
            assertThat(reader.position()).isEqualTo(TURNS * (MIB + LITTLE));
            assertThat(stats().spliced().sum()).isPositive();
            assertThat(stats().copied().sum()).isPositive();
        }
    }

    private static void sendInTurns(Socket socket) {
        try {
            long position = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                Pattern.write(socket.getOutputStream(), position, position + MIB);
                position += MIB;
                for (int i = 0; i < LITTLE; i++) {
                    Pattern.write(socket.getOutputStream(), position, position + 1);
                    position++;
                }
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingIsSplicedWhereThatIsNotWanted() throws Exception {
        // Given
        startAnew(DataPath.Copy);
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {

            // When
            transfer(accepted, client, 16 * MIB);

            // Then
            assertThat(stats().spliced().sum()).isZero();
            assertThat(stats().copied().sum()).isEqualTo(16 * MIB);
        }
    }

    @Test
    void pipesAreGivenBackByConnectionsThatEndWithBytesInThem() throws Exception {
        // Given
        startAnew(DataPath.Splice);
        Socket client = Sockets.connect(proxy.address());
        try (Socket accepted = Sockets.accept(server)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendUntilReset(accepted));
            Awaitility.await().until(() -> stats().pipesInUse().get() == 1);

            // When
            Sockets.reset(client);
            sent.join();

            // Then
            Awaitility.await().until(() -> stats().pipesInUse().get() == 0);
            assertThat(stats().pipesIdle().get()).isZero();
        }
    }

    private static void sendUntilReset(Socket socket) {
        try {
            Pattern.write(socket.getOutputStream(), Long.MAX_VALUE / 2);
        } catch (IOException e) {
            // as it should
        }
    }

    @Test
    void anIdleConnectionOwnsNoBufferAndNoPipe() throws Exception {
        // Given
        List<Socket> sockets = new ArrayList<>();
        long before = buffers();

        // When
        for (int i = 0; i < 50; i++) {
            Socket client = Sockets.connect(proxy.address());
            Socket accepted = Sockets.accept(server);
            sockets.addAll(List.of(client, accepted));
            pingPong(client, accepted, 1);
            transfer(accepted, client, MIB);
        }

        // Then
        assertThat(buffers()).isEqualTo(before);
        assertThat(stats().pipesInUse()).hasValue(0);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aMessageAllocatesNothing() throws Exception {
        // Given
        startAnew(DataPath.Copy);
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            pingPong(client, accepted, 5_000);
            long before = allocatedByWorkers();

            // When
            pingPong(client, accepted, 10_000);
            long allocated = allocatedByWorkers() - before;

            // Then
            assertThat(allocated / 20_000).isLessThan(8);
        }
    }

    private RelayStats stats() {
        return proxy.proxy().snapshot().relay();
    }

    private static void pingPong(Socket client, Socket accepted, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            client.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
            accepted.getOutputStream().write(2);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    private static void transfer(Socket from, Socket to, int length) throws IOException {
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try {
                Pattern.write(from.getOutputStream(), length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Pattern.Reader reader = new Pattern.Reader(to.getInputStream());
        while (reader.position() < length) {
            assertThat(reader.read()).isTrue();
        }
        sent.join();
    }

    private static long buffers() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    private static long allocatedByWorkers() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fairlead-worker"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
                .sum();
    }
}
