package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that are restarted one after the other, each of which says by GOAWAY that it goes, under the RPCs of one connection. */
class RollingRestartTest {

    private static final int CALLERS = 6;
    private static final int TALKERS = 4;

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private final Queue<Status> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger talks = new AtomicInteger();
    private List<RpcServer> servers;
    private TestProxy proxy;
    private RpcClient client;
    private volatile boolean over;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
        proxy = scene.proxy(servers);
        client = scene.client(proxy);
    }

    @AfterEach
    void stop() {
        over = true;
    }

    @Test
    void losesNoRpc() throws Exception {
        // Given
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            threads.add(Thread.ofVirtual().start(this::callUntilOver));
        }
        for (int i = 0; i < TALKERS; i++) {
            threads.add(Thread.ofVirtual().start(this::talkUntilOver));
        }

        // When
        for (RpcServer server : servers) {
            awaitProgress();
            server.shutDown();
            server.awaitEnd();
            awaitProgress();
            server.restart();
        }
        awaitProgress();
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(failures).isEmpty();
        assertThat(servers)
                .extracting(RpcServer::connections)
                .allSatisfy(made -> assertThat(made).isGreaterThanOrEqualTo(2));
        assertThat(proxy.listenerStats().connections().sum()).isEqualTo(1);
    }

    @Test
    void aConversationGoesOnWhileItsServerGoes() throws Exception {
        // Given
        RpcCall talk = client.start(RpcMethods.CHAT).send(RpcMethods.bytes("one"));
        talk.next();
        String name = talk.headers().get(RpcMethods.SERVER);
        RpcServer server = servers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        // When
        server.shutDown();

        // Then
        assertThat(client.serverNames(10)).doesNotContain(name);
        talk.send(RpcMethods.bytes("two")).halfClose();
        assertThat(RpcMethods.text(talk.next())).isEqualTo("two");
        assertThat(talk.status()).isEqualTo(Status.OK);
        server.awaitEnd();
    }

    private void awaitProgress() {
        int answersBefore = answered.get();
        int talksBefore = talks.get();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> answered.get() > answersBefore + 100 && talks.get() > talksBefore + TALKERS);
    }

    private void callUntilOver() {
        while (!over) {
            note(client.ask().status());
            answered.incrementAndGet();
        }
    }

    private void talkUntilOver() {
        while (!over) {
            RpcCall talk = client.start(RpcMethods.CHAT);
            for (int i = 0; i < 10 && !talk.isOver(); i++) {
                talk.send(RpcMethods.bytes("message " + i));
                takeOne(talk);
            }
            talk.halfClose();
            note(talk.status());
            talks.incrementAndGet();
        }
    }

    private static void takeOne(RpcCall talk) {
        try {
            talk.next();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void note(Status status) {
        if (!status.isOk()) {
            failures.add(status);
        }
    }
}
