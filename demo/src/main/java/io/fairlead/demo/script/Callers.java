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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that call all the time. Either each has an address of its own and one connection at a time, on which it makes some calls before it
 * takes a new one, and no call is tried again; or all share one connection. Each call names its client in its metadata.
 */
final class Callers implements AutoCloseable {

    private static final Duration KNOCK = Duration.ofMillis(100);
    private static final Duration LAST_CALLS = Duration.ofSeconds(2);

    private final Stopwatch clock;
    private final CallLog log;
    private final @Nullable EchoClient shared;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private Callers(@Nullable EchoClient shared, Stopwatch clock, CallLog log) {
        this.shared = shared;
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
        awaitAnswer(server, clients.getFirst());
        Callers callers = new Callers(null, clock, log);
        for (int client = 0; client < clients.size(); client++) {
            int number = client;
            callers.begin(client, () -> callers.connect(number, clients.get(number), server, rate));
        }
        return callers;
    }

    /**
     * Begins as {@link #start} does, with clients that share one connection. Where it ends another takes its place, and calls that no server
     * has seen are tried again.
     *
     * @param from the address that the connection comes from
     * @param clients how many there are
     * @param pause of each client after each call
     */
    static Callers onOneConnection(
            InetSocketAddress server, InetAddress from, int clients, Duration pause, Stopwatch clock, CallLog log)
            throws InterruptedException {
        awaitAnswer(server, from);
        EchoClient connection = EchoClient.lasting(from, server);
        Callers callers = new Callers(connection, clock, log);
        for (int client = 0; client < clients; client++) {
            int number = client;
            callers.begin(client, () -> callers.share(number, connection, pause));
        }
        return callers;
    }

    private static void awaitAnswer(InetSocketAddress server, InetAddress from) throws InterruptedException {
        while (!answers(server, from)) {
            Thread.sleep(KNOCK);
        }
    }

    private static boolean answers(InetSocketAddress server, InetAddress from) {
        try (EchoClient client = EchoClient.from(from, server)) {
            return !client.serverName().isEmpty();
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** Some calls of a client, and the pauses after them. */
    private interface Turn {

        void take() throws InterruptedException;
    }

    private void begin(int client, Turn turn) {
        threads.add(Thread.ofVirtual().name("client-" + client).start(() -> run(turn)));
    }

    private void run(Turn turn) {
        try {
            while (!closed) {
                turn.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the calls of one connection. */
    private void connect(int client, InetAddress from, InetSocketAddress server, CallRate rate)
            throws InterruptedException {
        Duration opened = clock.elapsed();
        try (EchoClient connection = EchoClient.from(from, server)) {
            Call last = null;
            for (int call = 0; call < rate.callsPerConnection() && !closed && isAnswered(last); call++) {
                last = call(client, opened, connection);
                log.add(last);
                Thread.sleep(rate.pause());
            }
            log.connections(connections.addAndGet(connection.connections()));
        }
    }

    /** Makes one call. */
    private void share(int client, EchoClient connection, Duration pause) throws InterruptedException {
        log.add(call(client, clock.elapsed(), connection));
        log.connections(connection.connections());
        Thread.sleep(pause);
    }

    private static boolean isAnswered(@Nullable Call last) {
        return last == null || last.backend() != null;
    }

    private Call call(int client, Duration opened, EchoClient connection) {
        try {
            String backend = connection.serverName("client-" + client);
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
        if (shared != null) {
            shared.close();
        }
    }
}
