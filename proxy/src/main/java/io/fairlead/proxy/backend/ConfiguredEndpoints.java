package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.Server;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a backend's configuration says of each of its endpoints: its server's own words, then the overrides in their order. */
public final class ConfiguredEndpoints {

    private final Map<String, Server> servers = new HashMap<>();
    private final Map<String, List<Ranked>> byName = new HashMap<>();
    private final Map<InetAddress, List<Ranked>> byAddress = new HashMap<>();
    private final int maxConnections;

    /** An override and its place among all of them. */
    private record Ranked(int rank, EndpointOverride override) {}

    public ConfiguredEndpoints(Backend backend) {
        Integer limit = backend.maxConnectionsPerServer();
        maxConnections = limit == null ? Integer.MAX_VALUE : limit;
        backend.serversOrNone().forEach(server -> servers.put(server.name(), server));
        boolean named = backend.service() == null;
        int rank = 0;
        for (EndpointOverride override : backend.overridesOrNone()) {
            Ranked ranked = new Ranked(rank++, override);
            String name = named ? override.server() : override.pod();
            if (name != null) {
                byName.computeIfAbsent(name, key -> new ArrayList<>()).add(ranked);
            }
            InetAddress address = address(override);
            if (address != null) {
                byAddress.computeIfAbsent(address, key -> new ArrayList<>()).add(ranked);
            }
        }
    }

    private static @Nullable InetAddress address(EndpointOverride override) {
        return override.address() == null ? null : NetUtil.createInetAddressFromIpAddressString(override.address());
    }

    /**
     * Returns what it says of an endpoint.
     *
     * @param name the name of its server, or of its Pod where the backend names a Service
     */
    public EndpointSettings of(String name, InetAddress address) {
        Server server = servers.get(name);
        int weight = server == null ? EndpointSettings.DEFAULT.weight() : server.weightOrDefault();
        AdministrativeState state = AdministrativeState.Ready;
        for (EndpointOverride override : overrides(name, address)) {
            weight = override.weight() == null ? weight : override.weight();
            state = override.state() == null ? state : override.state();
        }
        boolean backup = server != null && server.backupOrDefault();
        Integer own = server == null ? null : server.maxConnections();
        return new EndpointSettings(weight, backup, state, own == null ? maxConnections : own);
    }

    private List<EndpointOverride> overrides(String name, InetAddress address) {
        return Stream.concat(
                        byName.getOrDefault(name, List.of()).stream(),
                        byAddress.getOrDefault(address, List.of()).stream())
                .sorted((one, other) -> Integer.compare(one.rank(), other.rank()))
                .map(Ranked::override)
                .toList();
    }
}
