package io.fairlead.demo.cluster;

import io.fairlead.echo.EchoClient;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Clients that call all the time and never try again, each call on a connection of its own, or all on one. */
final class Calls implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final long PAUSE_MILLIS = 10;

    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> servers = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Calls() {}

    static Calls to(InetSocketAddress address) {
        return begin(() -> {
            try (EchoClient client = EchoClient.of(address)) {
                return client.serverName();
            }
        });
    }

    /** Makes all calls on the connection of {@code client}, which is not closed. */
    static Calls on(EchoClient client) {
        return begin(client::serverName);
    }

    private static Calls begin(Supplier<String> call) {
        Calls calls = new Calls();
        for (int client = 0; client < CLIENTS; client++) {
            calls.threads.add(Thread.ofPlatform().name("calls").start(() -> calls.run(call)));
        }
        return calls;
    }

    private void run(Supplier<String> call) {
        while (!stopped) {
            try {
                servers.add(call.get());
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

    /** Returns the names of the pods that have answered. */
    Set<String> servers() {
        return Set.copyOf(servers);
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
