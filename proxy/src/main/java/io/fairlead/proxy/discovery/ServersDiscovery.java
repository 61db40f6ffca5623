package io.fairlead.proxy.discovery;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.Server;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The static servers of a backend. An IP address stands for itself; a DNS name for all addresses that it resolves to, each of which
 * is a target under the server's name. Nothing is told until every name has been answered for, or failed, once.
 */
public final class ServersDiscovery implements Discovery {

    private final EventExecutor control;
    private final NameLookup lookup;
    private final Consumer<Resolution> found;
    private final Map<String, NameWatch> watches = new HashMap<>();
    private List<Server> servers = List.of();
    private @Nullable List<Target> told;

    /** Creates a discovery that gives {@code found} the servers' addresses, at first and whenever they change. */
    public ServersDiscovery(EventExecutor control, NameLookup lookup, Consumer<Resolution> found) {
        this.control = control;
        this.lookup = lookup;
        this.found = found;
    }

    @Override
    public void update(Backend backend) {
        servers = backend.servers() == null ? List.of() : backend.servers();
        Set<String> names = new HashSet<>();
        for (Server server : servers) {
            if (literal(server) == null) {
                names.add(server.address());
            }
        }
        watches.entrySet().removeIf(watch -> {
            boolean gone = !names.contains(watch.getKey());
            if (gone) {
                watch.getValue().stop();
            }
            return gone;
        });
        names.removeAll(watches.keySet());
        List<NameWatch> added = names.stream().map(this::addWatch).toList();
        added.forEach(NameWatch::start);
        tell();
    }

    @Override
    public void stop() {
        watches.values().forEach(NameWatch::stop);
        watches.clear();
    }

    /** It is not started yet: one that is answered for at once must know of the others. */
    private NameWatch addWatch(String name) {
        NameWatch watch = new NameWatch(control, lookup, name, this::tell);
        watches.put(name, watch);
        return watch;
    }

    private void tell() {
        if (!watches.values().stream().allMatch(NameWatch::answered)) {
            return;
        }
        List<Target> targets = new ArrayList<>();
        for (Server server : servers) {
            for (InetAddress address : addresses(server)) {
                targets.add(new Target(server.name(), new InetSocketAddress(address, server.port())));
            }
        }
        if (!targets.equals(told)) {
            told = targets;
            found.accept(Resolution.of(targets));
        }
    }

    private List<InetAddress> addresses(Server server) {
        InetAddress literal = literal(server);
        if (literal != null) {
            return List.of(literal);
        }
        NameWatch watch = watches.get(server.address());
        return watch == null ? List.of() : watch.addresses();
    }

    private static @Nullable InetAddress literal(Server server) {
        return NetUtil.createInetAddressFromIpAddressString(server.address());
    }
}
