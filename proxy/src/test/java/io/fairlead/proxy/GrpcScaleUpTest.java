package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.ConnectionLifetime;
import io.fairlead.echo.EchoClient;
import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of gRPC clients, whose connections last, when a server comes. */
class GrpcScaleUpTest {

    private static final int CLIENTS = 6;
    private static final int LONGEST_PAUSE_MILLIS = 40;
    private static final int STREAMED = 100_000;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Queue<StatusRuntimeException> failures = new ConcurrentLinkedQueue<>();
    private EchoServer first;
    private EchoServer second;
    private volatile boolean over;

    @BeforeEach
    void start() throws Exception {
        first = open(EchoServer.start("srv1"));
        second = open(EchoServer.start("srv2"));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void withAMaximumAgeTheirConnectionsMoveToItAndNoCallFails() throws Exception {
        // Given
        ConnectionLifetime lifetime = new ConnectionLifetime(Duration.ofMillis(500), Duration.ofSeconds(2), null, null);
        TestProxy proxy = open(TestProxy.start(config(lifetime, first.address())));
        List<Thread> clients = startClients(proxy);
        await().until(() -> first.open() == CLIENTS);

        // When
        proxy.reload(config(lifetime, first.address(), second.address()));

        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> second.open() >= CLIENTS / 3);
        await().atMost(Duration.ofSeconds(30)).until(() -> proxy.records().size() >= 3 * CLIENTS);
        end(clients);
        assertThat(failures).isEmpty();
    }

    @Test
    void withoutOneTheyStayWhereTheyAre() throws Exception {
        // Given
        TestProxy proxy = open(TestProxy.start(config(null, first.address())));
        List<Thread> clients = startClients(proxy);
        await().until(() -> first.open() == CLIENTS);

        // When
        proxy.reload(config(null, first.address(), second.address()));

        // Then
        await().during(Duration.ofSeconds(2)).until(() -> second.connections() == 0 && first.open() == CLIENTS);
        end(clients);
        assertThat(failures).isEmpty();
    }

    private static Configs config(@Nullable ConnectionLifetime lifetime, InetSocketAddress... servers) {
        return Configs.of(servers).listener(listener -> listener.lifetime(lifetime));
    }

    private List<Thread> startClients(TestProxy proxy) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            EchoClient client = open(EchoClient.retrying(proxy.address()));
            threads.add(Thread.ofPlatform().start(() -> callUntilOver(client)));
        }
        return threads;
    }

    private void callUntilOver(EchoClient client) {
        while (!over) {
            try {
                client.serverName();
                assertThat(client.bytes(STREAMED)).isEqualTo(STREAMED);
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
            } catch (StatusRuntimeException e) {
                failures.add(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void end(List<Thread> clients) throws InterruptedException {
        over = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }
}
