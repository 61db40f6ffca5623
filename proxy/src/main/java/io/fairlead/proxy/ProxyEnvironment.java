package io.fairlead.proxy;

import io.fairlead.proxy.discovery.Services;
import io.fairlead.proxy.rpc.RpcListener;
import io.fairlead.proxy.tcp.ConnectionListener;
import io.fairlead.proxy.transport.BindAddress;
import io.fairlead.proxy.transport.Transport;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy needs of the world around it.
 *
 * @param transport how it waits for sockets
 * @param workers how many event loops relay
 * @param clock tells the time of day
 * @param random says where balancers start and what is jittered; any thread may use it
 * @param dnsServers the DNS servers to ask; {@code null} for the system's
 * @param services the Services that backends may name; {@code null} where there is no cluster, and no backend names one
 * @param bindAddress what listeners of all addresses bind
 * @param connections is told of each connection that ends
 * @param rpcs is told of each RPC that ends
 */
public record ProxyEnvironment(
        Transport transport,
        int workers,
        InstantSource clock,
        RandomGenerator random,
        @Nullable DnsServerAddressStreamProvider dnsServers,
        @Nullable Services services,
        BindAddress bindAddress,
        ConnectionListener connections,
        RpcListener rpcs) {

    /**
     * Returns the environment of this machine: an event loop for each processor that the process may use, by its affinity and its cgroup's
     * limit, of which a fraction counts as one; the others as above.
     */
    public static ProxyEnvironment ofThisMachine(
            @Nullable Services services, BindAddress bindAddress, ConnectionListener connections, RpcListener rpcs) {
        return new ProxyEnvironment(
                Transport.preferred(),
                Runtime.getRuntime().availableProcessors(),
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong(),
                null,
                services,
                bindAddress,
                connections,
                rpcs);
    }
}
