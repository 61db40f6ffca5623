package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.StickTable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the haproxy.cfg that says what a GrpcLoadBalancer of one listener and one backend says, in the directives of the seed's. What
 * the test itself needs differs: it logs to standard output, stays in the foreground, has a socket to be asked on, and does not share
 * its port.
 */
final class HaproxyConfig {

    private final Listener listener;
    private final Backend backend;
    private final AccessLog accessLog;

    private HaproxyConfig(GrpcLoadBalancerSpec spec) {
        listener = spec.listeners().getFirst();
        backend = spec.backends().getFirst();
        accessLog = Objects.requireNonNull(spec.accessLog());
    }

    static String of(GrpcLoadBalancer config, InetSocketAddress bind, Path socket) {
        return new HaproxyConfig(config.getSpec()).text(bind, socket);
    }

    private String text(InetSocketAddress bind, Path socket) {
        List<String> lines = new ArrayList<>();
        lines.add("global");
        lines.add("    log stdout format raw local0");
        lines.add("    maxconn " + (listener.maxConnections() == null ? 4096 : listener.maxConnections()));
        lines.add("    stats socket " + socket + " level admin");
        lines.add("    noreuseport");
        lines.add("defaults");
        lines.add("    log     global");
        lines.add("    mode    tcp");
        lines.add("    option  tcplog");
        if (accessLog.ignoreNullOrDefault()) {
            lines.add("    option  dontlognull");
        }
        lines.add("    timeout connect " + backend.connectTimeout().toMillis());
        addTimeout(
                "queue", backend.timeouts() == null ? null : backend.timeouts().queue(), lines);
        addTimeout("client", listener.clientTimeout(), lines);
        addTimeout("server", backend.serverTimeout(), lines);
        lines.add("frontend " + listener.name());
        lines.add("    bind " + bind.getAddress().getHostAddress() + ":" + bind.getPort());
        lines.add("    default_backend " + backend.name());
        lines.add("backend " + backend.name());
        addBackend(lines);
        return String.join("\n", lines) + "\n";
    }

    private void addBackend(List<String> lines) {
        lines.add(
                switch (backend.balanceOrDefault().algorithm()) {
                    case RoundRobin -> "    balance roundrobin";
                    case LeastConnections -> "    balance leastconn";
                    case StaticRoundRobin -> "    balance static-rr";
                    case First -> "    balance first";
                    case Random -> "    balance random";
                    case Source -> "    balance source\n    hash-type consistent";
                });
        lines.add("    retries " + backend.retriesOrDefault());
        if (backend.redispatchOrDefault()) {
            lines.add("    option redispatch " + backend.redispatchIntervalOrDefault());
        }
        StickTable table = backend.stickTable();
        if (table != null) {
            lines.add("    stick-table type ip size " + table.size() + expire(table));
            lines.add("    stick on src");
        }
        if (backend.maxConnectionsPerServer() != null) {
            lines.add("    default-server maxconn " + backend.maxConnectionsPerServer());
        }
        if (backend.maxQueue() != null) {
            lines.add("    default-server maxqueue " + backend.maxQueue());
        }
        HealthCheck check = backend.activeHealthCheck();
        if (check != null) {
            lines.add("    option tcp-check");
            lines.add("    tcp-check connect" + (check.port() == null ? "" : " port " + check.port()));
            addTimeout("check", check.timeout(), lines);
        }
        for (Server server : Objects.requireNonNull(backend.servers())) {
            lines.add("    server " + server.name() + " " + server.address() + ":" + server.port()
                    + (server.backupOrDefault() ? " backup" : "") + HaproxyChecks.words(check));
        }
    }

    private static String expire(StickTable table) {
        return table.expire() == null ? "" : " expire " + table.expire().toMillis();
    }

    private static void addTimeout(String name, @Nullable Duration timeout, List<String> lines) {
        if (timeout != null) {
            lines.add("    timeout " + name + " " + timeout.toMillis());
        }
    }
}
