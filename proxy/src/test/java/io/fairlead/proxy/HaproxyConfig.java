package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.ConnectionRate;
import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import io.fairlead.api.v1alpha1.SendProxy;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.SourceLimits;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.TcpKeepAlive;
import io.fairlead.api.v1alpha1.TcpOptions;
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
    private final @Nullable Integer maxConnections;
    private final DataPath dataPath;

    private HaproxyConfig(GrpcLoadBalancerSpec spec) {
        listener = spec.listeners().getFirst();
        backend = spec.backends().getFirst();
        accessLog = Objects.requireNonNull(spec.accessLog());
        maxConnections = spec.maxConnections();
        dataPath = spec.proxyOrDefault().dataPathOrDefault();
    }

    static String of(GrpcLoadBalancer config, InetSocketAddress bind, Path socket) {
        return new HaproxyConfig(config.getSpec()).text(bind, socket);
    }

    private String text(InetSocketAddress bind, Path socket) {
        List<String> lines = new ArrayList<>();
        lines.add("global");
        lines.add("    log stdout format raw local0");
        lines.add("    maxconn " + (maxConnections == null ? 4096 : maxConnections));
        lines.add("    stats socket " + socket + " level admin");
        lines.add("    noreuseport");
        lines.add("    maxpipes 100");
        lines.add("defaults");
        lines.add("    log     global");
        lines.add("    mode    tcp");
        lines.add("    option  tcplog");
        if (dataPath == DataPath.Splice) {
            lines.add("    option  splice-request");
            lines.add("    option  splice-response");
        }
        if (accessLog.ignoreNullOrDefault()) {
            lines.add("    option  dontlognull");
        }
        lines.add("    timeout connect " + backend.connectTimeout().toMillis());
        addTimeout(
                "queue", backend.timeouts() == null ? null : backend.timeouts().queue(), lines);
        addTimeout("client", listener.clientTimeout(), lines);
        addTimeout("server", backend.serverTimeout(), lines);
        addTimeout("client-fin", listener.clientFinTimeout(), lines);
        addTimeout("server-fin", backend.serverFinTimeout(), lines);
        addTimeout("tunnel", backend.tunnelTimeout(), lines);
        addKeepAlive("cli", listener.tcpOrDefault().keepAlive(), lines);
        addKeepAlive("srv", backend.tcpOrDefault().keepAlive(), lines);
        lines.add("frontend " + listener.name());
        lines.add("    bind " + bind.getAddress().getHostAddress() + ":" + bind.getPort() + bindOptions());
        if (listener.maxConnections() != null) {
            lines.add("    maxconn " + listener.maxConnections());
        }
        addProxyHeaders(lines);
        addAccess(lines);
        addSourceLimits(lines);
        lines.add("    default_backend " + backend.name());
        lines.add("backend " + backend.name());
        addBackend(lines);
        return String.join("\n", lines) + "\n";
    }

    private void addBackend(List<String> lines) {
        lines.addAll(HaproxyBalance.lines(backend.balanceOrDefault()));
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
            lines.add("    tcp-check connect" + (check.port() == null ? "" : " port " + check.port())
                    + (backend.proxyProtocol() != null && check.sendProxyOrDefault() ? " send-proxy" : ""));
            addTimeout("check", check.timeout(), lines);
        }
        if (backend.sourceAddress() != null) {
            lines.add("    source " + backend.sourceAddress());
        }
        for (Server server : Objects.requireNonNull(backend.servers())) {
            lines.add("    server " + server.name() + " " + server.address() + ":" + server.port()
                    + HaproxyChecks.words(check)
                    + userTimeout(backend.tcpOrDefault())
                    + sendProxy()
                    + HaproxyBalance.words(server, backend.balanceOrDefault()));
        }
    }

    private static String expire(StickTable table) {
        return table.expire() == null ? "" : " expire " + table.expire().toMillis();
    }

    private String bindOptions() {
        return (listener.backlog() == null ? "" : " backlog " + listener.backlog())
                + (listener.deferAcceptOrDefault() ? " defer-accept" : "")
                + userTimeout(listener.tcpOrDefault());
    }

    private static String userTimeout(TcpOptions options) {
        return options.userTimeout() == null
                ? ""
                : " tcp-ut " + options.userTimeout().toMillis();
    }

    private static void addKeepAlive(String side, @Nullable TcpKeepAlive keepAlive, List<String> lines) {
        if (keepAlive != null) {
            lines.add("    option " + side + "tcpka");
            if (keepAlive.idle() != null) {
                lines.add("    " + side + "tcpka-idle " + keepAlive.idle().toSeconds());
            }
        }
    }

    private void addAccess(List<String> lines) {
        AccessRules access = listener.access();
        if (access != null && !access.denyOrNone().isEmpty()) {
            lines.add("    tcp-request connection reject if { src " + String.join(" ", access.denyOrNone()) + " }");
        }
        if (access != null && access.allow() != null) {
            lines.add("    tcp-request connection reject if !{ src " + String.join(" ", access.allow()) + " }");
        }
    }

    private void addSourceLimits(List<String> lines) {
        SourceLimits limits = listener.sourceLimits();
        if (limits == null) {
            return;
        }
        ConnectionRate rate = limits.rate();
        String stored =
                rate == null ? "" : ",conn_rate(%dms)".formatted(rate.period().toMillis());
        lines.add("    stick-table type ip size %d store conn_cur%s".formatted(limits.sizeOrDefault(), stored));
        lines.add("    tcp-request connection track-sc0 src");
        if (rate != null) {
            lines.add("    tcp-request connection reject if { sc0_conn_rate gt %d }".formatted(rate.connections()));
        }
        if (limits.maxConnections() != null) {
            lines.add("    tcp-request connection reject if { sc0_conn_cur gt %d }".formatted(limits.maxConnections()));
        }
    }

    private void addProxyHeaders(List<String> lines) {
        AcceptProxy accept = listener.proxyProtocol();
        if (accept != null) {
            lines.add("    tcp-request connection expect-proxy layer4 if { src "
                    + String.join(" ", accept.trustedNetworks()) + " }");
            lines.add("    unique-id-format %[fc_pp_unique_id]");
        }
    }

    private String sendProxy() {
        SendProxy send = backend.proxyProtocol();
        if (send == null) {
            return "";
        }
        String version = send.version() == ProxyProtocolVersion.V1 ? " send-proxy" : " send-proxy-v2";
        return send.tlvs() == null ? version : version + " proxy-v2-options unique-id,authority";
    }

    private static void addTimeout(String name, @Nullable Duration timeout, List<String> lines) {
        if (timeout != null) {
            lines.add("    timeout " + name + " " + timeout.toMillis());
        }
    }
}
