package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.Unresolved;
import io.fairlead.proxy.balance.Balancer;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
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
 * @param balancer picks among those that are up
 */
public record BackendPool(
        Backend config,
        BackendStats stats,
        boolean discovered,
        @Nullable Unresolved unresolved,
        List<Member> members,
        Balancer balancer) {

    /**
     * An endpoint and what probes say of it.
     *
     * @param endpoint the endpoint
     * @param health its health at the moment of the snapshot
     */
    public record Member(Endpoint endpoint, EndpointHealth health) {

        /** Returns it as resources tell of it. */
        public EndpointStatus status() {
            InetSocketAddress address = endpoint.address();
            return new EndpointStatus(
                    endpoint.name(),
                    NetUtil.toAddressString(address.getAddress()),
                    address.getPort(),
                    health.state(),
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
                Balancer.of(config.balanceOrDefault().algorithm(), List.of(), 0));
    }

    /**
     * Makes the snapshot that follows this one, of endpoints that have been looked up. The balancer goes on as it is, its turn included,
     * where neither the algorithm nor the endpoints that are up changed.
     *
     * @param reason why it has none, where what it names does not exist
     * @param random says where a new balancer starts, so that many proxies do not all start at the same endpoint
     */
    public BackendPool with(
            Backend newConfig, @Nullable Unresolved reason, List<Member> newMembers, RandomGenerator random) {
        List<Endpoint> up = up(newMembers);
        boolean same = newConfig.balanceOrDefault().equals(config.balanceOrDefault()) && up.equals(up(members));
        Balancer next =
                same ? balancer : Balancer.of(newConfig.balanceOrDefault().algorithm(), up, random.nextInt());
        return new BackendPool(newConfig, stats, true, reason, List.copyOf(newMembers), next);
    }

    /** Returns it while what it names is looked up: its endpoints, if any, are those of before. */
    public BackendPool notLookedUp() {
        return new BackendPool(config, stats, false, null, members, balancer);
    }

    private static List<Endpoint> up(List<Member> members) {
        return members.stream()
                .filter(member -> member.health().up())
                .map(Member::endpoint)
                .toList();
    }

    public String name() {
        return config.name();
    }

    /** Returns how many endpoints are up. */
    public int healthy() {
        return up(members).size();
    }

    /**
     * Picks an endpoint for a client's connection.
     *
     * @param client the client's address
     * @param tried endpoints to be avoided as long as there is another
     * @return {@code null} where no endpoint is up
     */
    public @Nullable Endpoint pick(InetAddress client, Set<Endpoint> tried) {
        return balancer.pick(client, tried);
    }
}
