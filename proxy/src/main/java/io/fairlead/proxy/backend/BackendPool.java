package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.balance.Balancer;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
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
        boolean discovered,
        @Nullable Unresolved unresolved,
        List<Member> members,
        Map<Endpoint, Candidate> reachable,
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
        Map<Endpoint, Candidate> up = new IdentityHashMap<>();
        newMembers.stream().filter(Member::reachable).forEach(member -> up.put(member.endpoint(), member.candidate()));
        return new BackendPool(newConfig, stats, true, reason, List.copyOf(newMembers), up, among, next);
    }

    /** Returns it while what it names is looked up: its endpoints, if any, are those of before. */
    public BackendPool notLookedUp() {
        return new BackendPool(config, stats, false, null, members, reachable, candidates, balancer);
    }

    public String name() {
        return config.name();
    }

    /** Returns how many endpoints are up and take new connections, backups included. */
    public int healthy() {
        return (int) members.stream()
                .filter(member -> member.state() == EndpointState.Up)
                .count();
    }

    /**
     * Picks an endpoint for a client's connection. Whether the one that is picked has room says {@link Candidate#hasRoom}: an algorithm
     * by hash picks the client's own, be it full or not, and all others one that has room, as long as there is one.
     *
     * @param client the client's address
     * @param tried endpoints to be avoided as long as there is another
     * @return a {@link Candidate}, or why there is none
     */
    public Pick pick(InetAddress client, Set<Endpoint> tried) {
        Candidate picked = balancer.pick(client, tried);
        if (picked != null) {
            return picked;
        }
        return candidates.isEmpty() ? NoPick.NONE_UP : NoPick.ALL_FULL;
    }

    /**
     * Returns {@code endpoint} for a client that sticks to it, also where it drains or has no weight.
     *
     * @return {@code null} where it is down, under maintenance, or gone
     */
    public @Nullable Candidate stickTo(Endpoint endpoint) {
        return reachable.get(endpoint);
    }
}
