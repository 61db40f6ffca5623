package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.balance.Balancer;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one backend at a moment: immutable, made by the control thread on each change, read by the event loops.
 *
 * @param config the backend as configured
 * @param stats the backend's counters, live
 * @param queue gives connections their places
 * @param clients which endpoint each client was given last, where they stick; {@code null} where they do not
 * @param discovered whether what it names has been looked up; until then its endpoints are those of before
 * @param unresolved why it has none, where what it names does not exist; {@code null} where it does
 * @param members its endpoints, each with its health
 * @param reachable those that are up, whether or not they take new connections
 * @param candidates those that are picked among
 * @param balancer picks among the candidates
 */
public record BackendPool(
        Backend config,
        BackendStats stats,
        ConnectionQueue queue,
        @Nullable ClientTable clients,
        boolean discovered,
        @Nullable Unresolved unresolved,
        List<Member> members,
        Map<EndpointKey, Candidate> reachable,
        List<Candidate> candidates,
        Balancer balancer) {

    /**
     * An endpoint of a backend and what is known of it at a moment.
     *
     * @param endpoint the endpoint
     * @param settings what the configuration says of it
     * @param health what probes say of it
     * @param throttle how much of its weight and of its limit counts at this moment, in percent, 1-100; 100 but for slow start
     */
    public record Member(Endpoint endpoint, EndpointSettings settings, EndpointHealth health, int throttle) {

        /** Returns whether it gets new connections, and why not. */
        public EndpointState state() {
            if (settings.inMaintenance()) {
                return EndpointState.Maintenance;
            }
            if (!health.up()) {
                return EndpointState.Down;
            }
            return settings.takesPart() ? EndpointState.Up : EndpointState.Drain;
        }

        /** Whether it is in its slow start. */
        public boolean throttled() {
            return throttle < 100;
        }

        /** Returns its share among the others as it counts at this moment; 0 where it gets no new connections. */
        public double effectiveWeight() {
            return state() == EndpointState.Up ? settings.weight() * throttle / 100.0 : 0;
        }

        /** Whether it may be connected to, be it for clients that stick to it alone. */
        boolean reachable() {
            return health.up() && !settings.inMaintenance();
        }

        Candidate candidate() {
            int limit = settings.maxConnections();
            int throttled = !throttled() || limit == Integer.MAX_VALUE
                    ? limit
                    : Math.max(1, (int) ((long) limit * throttle / 100));
            return new Candidate(endpoint, settings.takesPart() ? settings.weight() : 0, throttle, throttled);
        }

        /** Returns it as resources tell of it. */
        public EndpointStatus status() {
            InetSocketAddress address = endpoint.address();
            return new EndpointStatus(
                    endpoint.name(),
                    NetUtil.toAddressString(address.getAddress()),
                    address.getPort(),
                    state(),
                    health.check(),
                    health.message(),
                    null,
                    null,
                    health.since().toString());
        }
    }

    /** Makes the first snapshot of a backend: nothing is known of its endpoints. */
    public static BackendPool empty(Backend config) {
        return new BackendPool(
                config,
                new BackendStats(),
                new ConnectionQueue(),
                null,
                false,
                null,
                List.of(),
                Map.of(),
                List.of(),
                Balancer.of(config.balanceOrDefault(), List.of(), 0));
    }

    /**
     * Makes the snapshot that follows this one, of endpoints that have been looked up. The balancer goes on as it is, its turn included,
     * where neither the algorithm nor what it picks among changed.
     *
     * @param reason why it has none, where what it names does not exist
     * @param random says where a new balancer starts, so that many proxies do not all start at the same endpoint
     */
    public BackendPool with(
            Backend newConfig, @Nullable Unresolved reason, List<Member> newMembers, RandomGenerator random) {
        List<Candidate> among =
                Candidates.of(newMembers, newConfig.balanceOrDefault().allBackupsOrDefault());
        boolean same = newConfig.balanceOrDefault().equals(config.balanceOrDefault()) && among.equals(candidates);
        Balancer next = same ? balancer : balancer.with(newConfig.balanceOrDefault(), among, random.nextInt());
        Map<EndpointKey, Candidate> up = new HashMap<>();
        newMembers.stream()
                .filter(Member::reachable)
                .forEach(member -> up.put(member.endpoint().key(), member.candidate()));
        return new BackendPool(
                newConfig,
                stats,
                queue,
                clients(newConfig.stickTable(), random),
                true,
                reason,
                List.copyOf(newMembers),
                up,
                among,
                next);
    }

    /** Clients stay known across a change of the configuration, as long as there is a table. */
    private @Nullable ClientTable clients(@Nullable StickTable configured, RandomGenerator random) {
        if (configured == null) {
            return null;
        }
        if (clients == null) {
            return new ClientTable(configured.size(), configured.expire(), Ticker.systemTicker(), random.nextLong());
        }
        clients.configure(configured.size(), configured.expire());
        return clients;
    }

    /** Returns it while what it names is looked up: its endpoints, if any, are those of before. */
    public BackendPool notLookedUp() {
        return new BackendPool(config, stats, queue, clients, false, null, members, reachable, candidates, balancer);
    }

    public String name() {
        return config.name();
    }

    /** Returns how many connections it has at this moment, those that wait for an endpoint included. */
    public int connections() {
        return stats.active().get() + queue.waiting();
    }

    /** Returns how many endpoints are up and take new connections, backups included. */
    public int healthy() {
        return (int) members.stream()
                .filter(member -> member.state() == EndpointState.Up)
                .count();
    }

    /**
     * Picks an endpoint. Whether the one that is picked has room says {@link Candidate#hasRoom}: an algorithm by hash picks the key's own,
     * be it full or not, and all others one that has room, as long as there is one.
     *
     * @param keyed what it is picked for
     * @param tried endpoints to be avoided as long as there is another
     * @return a {@link Candidate}, or why there is none
     */
    public Pick pick(Keyed keyed, Set<Endpoint> tried) {
        Candidate picked = balancer.pick(keyed, tried);
        if (picked != null) {
            return picked;
        }
        return candidates.isEmpty() ? NoPick.NONE_UP : NoPick.ALL_FULL;
    }

    /** Whether the key alone says which endpoint is picked, be it full or not. */
    boolean picksByHash() {
        return config.balanceOrDefault().algorithm() == Algorithm.Source;
    }

    /**
     * Returns the endpoint that a connection's client sticks to, also where it drains or has no weight.
     *
     * @return {@code null} where it sticks to none, or to one that is down, under maintenance, or gone
     */
    @Nullable
    Candidate stuckTo(PlaceSeeker seeker) {
        EndpointKey key = seeker.stuckTo();
        return key == null ? null : reachable.get(key);
    }

    /** Returns {@code endpoint} where it may be connected to, {@code null} where it is down, under maintenance, or gone. */
    public @Nullable Candidate reachable(Endpoint endpoint) {
        Candidate candidate = reachable.get(endpoint.key());
        return candidate != null && candidate.endpoint() == endpoint ? candidate : null;
    }
}
