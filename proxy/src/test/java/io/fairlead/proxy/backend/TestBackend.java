package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.testing.Endpoints;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A backend whose endpoints a test has go up and down, and connections that ask it for places. */
final class TestBackend {

    private final List<Endpoint> endpoints;
    private final Set<Endpoint> down = new HashSet<>();
    private final Set<Endpoint> gone = new HashSet<>();
    private int maxConnectionsPerServer;
    private Backend config = BackendBuilder.builder().name("echo").build();
    private volatile BackendPool pool = BackendPool.empty(config);

    TestBackend(int endpoints, int maxConnectionsPerServer) {
        this.endpoints = Endpoints.numbered(endpoints);
        this.maxConnectionsPerServer = maxConnectionsPerServer;
        publish();
    }

    TestBackend config(UnaryOperator<BackendBuilder> change) {
        config = change.apply(BackendBuilder.builder(config)).build();
        publish();
        return this;
    }

    TestBackend algorithm(Algorithm algorithm) {
        return config(builder ->
                builder.balance(BalanceBuilder.builder().algorithm(algorithm).build()));
    }

    void maxConnectionsPerServer(int value) {
        maxConnectionsPerServer = value;
        publish();
    }

    /** Returns {@code srv<number>}. */
    Endpoint endpoint(int number) {
        return endpoints.get(number - 1);
    }

    void down(int number) {
        down.add(endpoint(number));
        publish();
    }

    void up(int number) {
        down.remove(endpoint(number));
        publish();
    }

    void remove(int number) {
        gone.add(endpoint(number));
        publish();
    }

    BackendPool pool() {
        return pool;
    }

    /** Returns a connection that has not asked yet, of the client of that number. */
    Connection connection(int client) {
        return new Connection(client, null);
    }

    /** Returns one whose client sticks to {@code srv<stuckTo>}. */
    Connection connection(int client, int stuckTo) {
        return new Connection(client, endpoint(stuckTo).key());
    }

    /** Returns a client's number whose address hashes to {@code srv<number>}, under that algorithm. */
    int clientOf(int number) {
        for (int client = 0; ; client++) {
            Pick pick = pool.pick(connection(client), Set.of());
            if (pick instanceof Candidate picked && picked.endpoint() == endpoint(number)) {
                return client;
            }
        }
    }

    private void publish() {
        List<Member> members = endpoints.stream()
                .filter(endpoint -> !gone.contains(endpoint))
                .map(this::member)
                .toList();
        pool = pool.with(config, null, members, new Random(1));
        pool.queue().snapshotChanged();
    }

    private Member member(Endpoint endpoint) {
        EndpointSettings settings = new EndpointSettings(1, false, AdministrativeState.Ready, maxConnectionsPerServer);
        EndpointState state = down.contains(endpoint) ? EndpointState.Down : EndpointState.Up;
        return new Member(endpoint, settings, new EndpointHealth(state, null, null, Instant.EPOCH), 100);
    }

    /** A connection that keeps what it is told. */
    final class Connection implements PlaceSeeker {

        private final InetAddress client;
        private final @Nullable EndpointKey stuckTo;
        private final List<Placement> placements = new ArrayList<>();

        private Connection(int client, @Nullable EndpointKey stuckTo) {
            this.client = Endpoints.clients(client + 1).get(client);
            this.stuckTo = stuckTo;
        }

        Connection ask() {
            Placement placement = pool.queue().place(this);
            if (placements.isEmpty()) {
                placements.add(placement);
            }
            return this;
        }

        /** Returns {@code srv1} for a place there, {@code waiting}, {@code NONE_UP}, {@code QUEUE_FULL}. */
        String outcome() {
            return switch (placements.getLast()) {
                case Assignment assignment -> assignment.endpoint().name();
                case Waiting waiting -> "waiting";
                case NoPlace none -> none.name();
            };
        }

        Waiting waiting() {
            return (Waiting) placements.getFirst();
        }

        Assignment assignment() {
            return (Assignment) placements.getLast();
        }

        @Override
        public BackendPool pool() {
            return pool;
        }

        @Override
        public byte[] hashKey() {
            return client.getAddress();
        }

        @Override
        public @Nullable EndpointKey stuckTo() {
            return stuckTo;
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
