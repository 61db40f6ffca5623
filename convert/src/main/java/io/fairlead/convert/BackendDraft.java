package io.fairlead.convert;

import io.fairlead.api.v1alpha1.AdministrativeState;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.EndpointOverride;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.HashType;
import io.fairlead.api.v1alpha1.ProxyProtocolTlv;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import io.fairlead.api.v1alpha1.SendProxy;
import io.fairlead.api.v1alpha1.StickKey;
import io.fairlead.api.v1alpha1.StickTable;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is read of a section that has servers. */
final class BackendDraft {

    private static final int MAX_SERVERS = 1000;

    final Section section;
    final Context context;
    final Origins origins = new Origins();
    final BackendBuilder backend = BackendBuilder.builder();
    final BackendTimeoutsBuilder timeouts = BackendTimeoutsBuilder.builder();
    final BalanceBuilder balance = BalanceBuilder.builder();
    final CheckDraft check;
    final TcpDraft tcp = new TcpDraft(origins);
    final List<ServerDraft> servers = new ArrayList<>();
    final Set<String> serverNames = new HashSet<>();
    ServerOptions defaultServer = new ServerOptions();

    @Nullable
    HashType hashType;

    @Nullable
    Integer hashBalanceFactor;

    @Nullable
    ProxyProtocolVersion sendProxy;

    @Nullable
    List<ProxyProtocolTlv> tlvs;

    @Nullable
    Duration userTimeout;

    @Nullable
    StickTableDraft stickTable;

    @Nullable
    Directive stickOn;

    BackendDraft(Section section, Context context) {
        this.section = section;
        this.context = context;
        check = new CheckDraft(section, context, origins);
    }

    /** Returns the backend; there has to be a server. */
    Converted<Backend> build(String name, @Nullable Integer spreadChecks, @Nullable Directive spreadOrigin) {
        origins.put("name", section.header());
        backend.name(name);
        limitServers();
        SharedOptions.apply(this);
        addServers();
        addBalance();
        addStickTable();
        addHealthCheck(spreadChecks, spreadOrigin);
        addSockets();
        addLimits();
        addTimeouts();
        return new Converted<>(backend.build(), origins);
    }

    /** Whether its clients stick by {@code table}. */
    boolean sticksBy(StickTableDraft table) {
        return table.equals(stickTable);
    }

    private void limitServers() {
        while (servers.size() > MAX_SERVERS) {
            ServerDraft left = servers.removeLast();
            context.findings()
                    .leftOut(
                            left.origin(),
                            "server " + left.name(),
                            "not yet: at most %d in a backend".formatted(MAX_SERVERS));
        }
    }

    private void addServers() {
        List<EndpointOverride> overrides = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            ServerDraft server = servers.get(i);
            server.putOrigins("servers[" + i + "]", origins);
            if (server.options().disabled) {
                origins.put("overrides[" + overrides.size() + "].server", server.origin());
                overrides.add(new EndpointOverride(server.name(), null, null, null, AdministrativeState.Maintenance));
            }
        }
        backend.servers(servers.stream().map(ServerDraft::build).toList());
        if (!overrides.isEmpty()) {
            backend.overrides(overrides);
        }
    }

    private void addBalance() {
        if (balance.algorithm() == Algorithm.First
                && servers.stream().allMatch(server -> server.options().maxConnections == null)) {
            Directive first = origins.of("balance.algorithm");
            context.findings()
                    .leftOut(first == null ? section.header() : first, "balance first", "it needs maxconn on servers");
            balance.algorithm(null);
        }
        if (balance.algorithm() == Algorithm.Source) {
            HashType type = hashType == null ? HashType.MapBased : hashType;
            balance.hash(new HashSettings(type, type == HashType.Consistent ? hashBalanceFactor : null, null));
            if (type == HashType.MapBased) {
                context.findings()
                        .noEffect(
                                section,
                                origins,
                                "balance.hash.balanceFactor",
                                "hash-balance-factor",
                                "without hash-type consistent");
            }
        } else {
            context.findings().noEffect(section, origins, "balance.hash.type", "hash-type", "without balance source");
            context.findings()
                    .noEffect(
                            section,
                            origins,
                            "balance.hash.balanceFactor",
                            "hash-balance-factor",
                            "without balance source");
        }
        boolean said = balance.algorithm() != null || balance.slowStart() != null || balance.allBackups() != null;
        if (said) {
            if (balance.algorithm() == null) {
                balance.algorithm(Algorithm.RoundRobin);
            }
            backend.balance(balance.build());
        }
    }

    private void addStickTable() {
        if (stickTable != null && stickOn != null) {
            backend.stickTable(new StickTable(StickKey.Source, stickTable.size(), stickTable.expire()));
            origins.put("stickTable.key", stickOn);
            origins.put("stickTable.size", stickTable.origin());
            origins.put("stickTable.expire", stickTable.origin());
        }
    }

    private void addHealthCheck(@Nullable Integer spread, @Nullable Directive spreadOrigin) {
        List<ServerDraft> unchecked =
                servers.stream().filter(server -> !server.options().checked).toList();
        if (unchecked.size() == servers.size()) {
            check.noteUnused();
            return;
        }
        for (ServerDraft server : unchecked) {
            context.findings()
                    .leftOut(
                            server.origin(),
                            "server " + server.name() + ": no check",
                            "not yet: all servers of a backend are checked, or none");
        }
        if (spread != null && spreadOrigin != null) {
            origins.set(check.builder::spread, spread, "healthCheck.spread", spreadOrigin);
        }
        ServerDraft checked = servers.stream()
                .filter(server -> server.options().checked)
                .findFirst()
                .orElseThrow();
        backend.healthCheck(check.build(checked.origin(), sendProxy != null));
    }

    private void addSockets() {
        if (userTimeout != null) {
            Directive origin = origins.of(SharedOption.USER_TIMEOUT.path());
            tcp.userTimeout(userTimeout, origin == null ? section.header() : origin);
        }
        backend.tcp(tcp.build());
        tcp.noteUnused(section, "srvtcpka", context.findings());
        if (sendProxy != null) {
            backend.proxyProtocol(new SendProxy(sendProxy, sendProxy == ProxyProtocolVersion.V2 ? tlvs : null));
        }
        if (sendProxy != ProxyProtocolVersion.V2 && tlvs != null) {
            context.findings()
                    .noEffect(section, origins, SharedOption.TLVS.path(), "proxy-v2-options", "without send-proxy-v2");
        }
    }

    private void addLimits() {
        Directive queue = origins.of("maxQueue");
        if (queue != null) {
            context.findings()
                    .note(queue, "maxqueue", "it is for all that wait for the backend; in HAProxy for a server");
        }
        if (backend.redispatch() == null) {
            backend.redispatch(false);
        }
    }

    private void addTimeouts() {
        if (timeouts.connect() == null) {
            context.findings().note(section.header(), section.header().start(2), "no timeout connect: it is 5s");
        }
        if (timeouts.connect() != null
                || timeouts.queue() != null
                || timeouts.server() != null
                || timeouts.serverFin() != null
                || timeouts.tunnel() != null) {
            backend.timeouts(timeouts.build());
        }
    }
}
