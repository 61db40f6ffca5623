package io.fairlead.demo.cluster;

import io.fairlead.echo.EchoClient;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that call all the time, each call on a connection of its own, and never try again. */
final class Calls implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final long PAUSE_MILLIS = 10;

    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Calls() {}

    static Calls to(InetSocketAddress address) {
        Calls calls = new Calls();
        for (int client = 0; client < CLIENTS; client++) {
            calls.threads.add(Thread.ofPlatform().name("calls").start(() -> calls.run(address)));
        }
        return calls;
    }

    private void run(InetSocketAddress address) {
        while (!stopped) {
            try (EchoClient client = EchoClient.of(address)) {
                client.serverName();
                answered.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            } catch (StatusRuntimeException e) {
                failures.add(e.getStatus().toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets the calls that run end, and makes none after them. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
