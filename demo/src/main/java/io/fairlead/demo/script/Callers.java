package io.fairlead.demo.script;

import io.fairlead.echo.EchoClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that call all the time, each from an address of its own and with one connection at a time, on which it makes some calls before
 * it takes a new one. No call is tried again.
 */
final class Callers implements AutoCloseable {

    private static final Duration KNOCK = Duration.ofMillis(100);
    private static final Duration LAST_CALLS = Duration.ofSeconds(2);

    private final InetSocketAddress server;
    private final CallRate rate;
    private final Stopwatch clock;
    private final CallLog log;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Callers(InetSocketAddress server, CallRate rate, Stopwatch clock, CallLog log) {
        this.server = server;
        this.rate = rate;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Begins to call once a first call was answered, which waits for as long as nothing answers and is not counted: a Service's address
     * leads to its pods some time after they are ready, and only then is there anything that a call could lose.
     *
     * @param clients the address that each client calls from
     * @throws InterruptedException where the thread is interrupted before there was an answer
     */
    static Callers start(
            InetSocketAddress server, List<InetAddress> clients, CallRate rate, Stopwatch clock, CallLog log)
            throws InterruptedException {
        Callers callers = new Callers(server, rate, clock, log);
        while (!callers.answers(clients.getFirst())) {
            Thread.sleep(KNOCK);
        }
        for (int client = 0; client < clients.size(); client++) {
            callers.begin(client, clients.get(client));
        }
        return callers;
    }

    private boolean answers(InetAddress from) {
        try (EchoClient client = EchoClient.from(from, server)) {
            return !client.serverName().isEmpty();
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private void begin(int client, InetAddress from) {
        threads.add(Thread.ofVirtual().name("client-" + client).start(() -> run(client, from)));
    }

    private void run(int client, InetAddress from) {
        try {
            while (!closed) {
                connect(client, from);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the calls of one connection. */
    private void connect(int client, InetAddress from) throws InterruptedException {
        Duration opened = clock.elapsed();
        try (EchoClient connection = EchoClient.from(from, server)) {
            Call last = null;
            for (int call = 0; call < rate.callsPerConnection() && !closed && isAnswered(last); call++) {
                last = call(client, opened, connection);
                log.add(last);
                Thread.sleep(rate.pause());
            }
        }
    }

    private static boolean isAnswered(@Nullable Call last) {
        return last == null || last.backend() != null;
    }

    private Call call(int client, Duration opened, EchoClient connection) {
        try {
            String backend = connection.serverName();
            return Call.answered(client, opened, clock.elapsed(), backend);
        } catch (StatusRuntimeException e) {
            return Call.failed(client, opened, clock.elapsed(), text(e.getStatus()));
        }
    }

    private static String text(Status status) {
        Throwable cause = status.getCause();
        return Stream.of(
                        status.getCode().toString(), status.getDescription(), cause == null ? null : cause.getMessage())
                .filter(Objects::nonNull)
                .map(part -> part.lines().findFirst().orElse(""))
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining(": "));
    }

    /** Makes no call any more. Those that run get a moment to end, and fail then. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join(LAST_CALLS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
    }
}
