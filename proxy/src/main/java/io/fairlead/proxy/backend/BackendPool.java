package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.proxy.balance.Balancer;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one backend at a moment: immutable, made by the control thread on each change, read by the event loops.
 *
 * @param config the backend as configured
 * @param members its endpoints, each with its health
 * @param balancer picks among those that are up
 */
public record BackendPool(Backend config, List<Member> members, Balancer balancer) {

    /**
     * An endpoint and what probes say of it.
     *
     * @param endpoint the endpoint
     * @param health its health at the moment of the snapshot
     */
    public record Member(Endpoint endpoint, EndpointHealth health) {}

    /** Makes a snapshot that balances over those of {@code members} that are up. */
    public static BackendPool of(Backend config, List<Member> members) {
        List<Endpoint> up = members.stream()
                .filter(member -> member.health().up())
                .map(Member::endpoint)
                .toList();
        return new BackendPool(config, List.copyOf(members), Balancer.of(config.algorithm(), up));
    }

    public String name() {
        return config.name();
    }

    /** Returns how many endpoints are up. */
    public int healthy() {
        return (int) members.stream().filter(member -> member.health().up()).count();
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
