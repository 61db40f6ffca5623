package io.fairlead.proxy.testing.rpc;

import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** RPCs of one client without a pause, short ones and conversations, some at a time, until it is told to end. */
public final class RpcTraffic implements AutoCloseable {

    private static final int CALLERS = 6;
    private static final int TALKERS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private final RpcClient client;
    private final Queue<Status> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger talks = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private RpcTraffic(RpcClient client) {
        this.client = client;
    }

    public static RpcTraffic start(RpcClient client) {
        RpcTraffic traffic = new RpcTraffic(client);
        for (int i = 0; i < CALLERS; i++) {
            traffic.threads.add(Thread.ofVirtual().start(traffic::callUntilOver));
        }
        for (int i = 0; i < TALKERS; i++) {
            traffic.threads.add(Thread.ofVirtual().start(traffic::talkUntilOver));
        }
        return traffic;
    }

    /** Waits until many more RPCs have ended, among them one conversation at least that began in the meantime. */
    public void awaitProgress() {
        int answersBefore = answered.get();
        int talksBefore = talks.get();
        await().atMost(LONGEST)
                .until(() -> answered.get() > answersBefore + 100 && talks.get() > talksBefore + TALKERS);
    }

    /** Begins no further RPC, waits for the end of those that there are, and returns how those ended that failed. */
    public List<Status> end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(failures);
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

    @Override
    public void close() {
        over = true;
    }
}
