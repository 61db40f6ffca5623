package io.fairlead.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.testing.Endpoints;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads at once: no limit is exceeded, and nobody waits while there is room. */
class ConnectionQueueThreadsTest {

    private static final int SERVERS = 3;
    private static final int PER_SERVER = 2;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int THREADS = 8;
    private static final int CONNECTIONS_EACH = 2_000;

    private final List<InetAddress> clients = Endpoints.clients(50);
    private final AtomicInteger most = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1, 4, UNLIMITED})
    void eachConnectionIsServedAndNoLimitExceeded(int maxConnections) throws Exception {
        // Given
        TestBackend backend = new TestBackend(SERVERS, PER_SERVER)
                .config(builder -> builder.maxConnections(maxConnections == UNLIMITED ? null : maxConnections));
        List<Callable<Integer>> threads = IntStream.range(0, THREADS)
                .<Callable<Integer>>mapToObj(seed -> () -> connect(backend, new Random(seed)))
                .toList();

        // When
        int served = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> thread : executor.invokeAll(threads)) {
                served += thread.get();
            }
        }

        // Then
        assertThat(served).isEqualTo(THREADS * CONNECTIONS_EACH);
        assertThat(most.get()).isBetween(1, Math.min(maxConnections, SERVERS * PER_SERVER));
        assertThat(backend.pool().connections()).isZero();
        assertThat(backend.pool().members())
                .extracting(Member::endpoint)
                .allSatisfy(endpoint -> assertThat(endpoint.stats().load()).isZero());
    }

    /** Has connections one after the other, and returns how many of them found a place, or were refused for leaving too late. */
    private int connect(TestBackend backend, Random random) throws InterruptedException {
        int done = 0;
        for (int i = 0; i < CONNECTIONS_EACH; i++) {
            Seeker seeker = new Seeker(backend, clients.get(random.nextInt(clients.size())), stuckTo(backend, random));
            switch (backend.pool().queue().place(seeker)) {
                case Assignment assignment -> use(backend, assignment);
                case NoPlace none -> throw new AssertionError(none);
                case Waiting waiting -> {
                    boolean patient = random.nextInt(4) > 0;
                    if (patient || !backend.pool().queue().leave(waiting)) {
                        use(backend, seeker.await());
                    }
                }
            }
            done++;
        }
        return done;
    }

    private static @Nullable EndpointKey stuckTo(TestBackend backend, Random random) {
        return random.nextBoolean()
                ? null
                : backend.endpoint(1 + random.nextInt(SERVERS)).key();
    }

    private void use(TestBackend backend, Assignment assignment) {
        most.accumulateAndGet(backend.pool().stats().active().get(), Math::max);
        assertThat(assignment.endpoint().stats().active().get()).isBetween(1, PER_SERVER);
        LockSupport.parkNanos(1_000);
        assignment.release();
    }

    /** A connection whose thread waits for its place. */
    private record Seeker(
            TestBackend backend,
            InetAddress client,
            @Nullable EndpointKey stuckTo,
            BlockingQueue<Placement.Settled> placements)
            implements PlaceSeeker {

        Seeker(TestBackend backend, InetAddress client, @Nullable EndpointKey stuckTo) {
            this(backend, client, stuckTo, new LinkedBlockingQueue<>());
        }

        Assignment await() throws InterruptedException {
            Placement.Settled placement = placements.poll(20, TimeUnit.SECONDS);
            assertThat(placement).as("what a connection that waits was given").isInstanceOf(Assignment.class);
            return (Assignment) placement;
        }

        @Override
        public byte[] hashKey() {
            return client.getAddress();
        }

        @Override
        public BackendPool pool() {
            return backend.pool();
        }

        @Override
        public Set<Endpoint> tried() {
            return Set.of();
        }

        @Override
        public void placed(Placement.Settled placement) {
            placements.add(placement);
        }
    }
}
