package io.fairlead.convert;

import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerTimeoutsBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of a section that takes clients. */
final class FrontendDraft {

    final Section section;
    final Context context;
    final Origins origins = new Origins();
    final ListenerBuilder listener = ListenerBuilder.builder();
    final ListenerTimeoutsBuilder timeouts = ListenerTimeoutsBuilder.builder();
    final TcpDraft tcp = new TcpDraft(origins);
    final ConnectionRules rules;
    final Acls acls = new Acls();
    final List<Bind> binds = new ArrayList<>();
    final List<String> proxyNetworks = new ArrayList<>();

    /** The directive that names the backend, and the name. */
    @Nullable
    Word backend;

    boolean usesBackend;

    @Nullable
    Directive backendOrigin;

    @Nullable
    Directive expectProxy;

    @Nullable
    Duration handshake;

    @Nullable
    Directive log;

    @Nullable
    Directive tcpLog;

    @Nullable
    Directive ignoreNull;

    FrontendDraft(Section section, Context context) {
        this.section = section;
        this.context = context;
        rules = new ConnectionRules(section.name(), context, origins);
    }

    /** What of the access log this section wants; {@code null}: none. {@code logged}: whether section global has a log to write to. */
    @Nullable
    Converted<AccessLog> accessLog(boolean logged) {
        if (tcpLog == null || log == null || (log.text(1).equals("global") && !logged)) {
            return null;
        }
        Origins own = new Origins();
        own.put("enabled", tcpLog);
        if (ignoreNull != null) {
            own.put("ignoreNull", ignoreNull);
        }
        return new Converted<>(new AccessLog(true, ignoreNull == null ? null : true), own);
    }

    /** HAProxy's log without a format of its own tells that a connection began, and no more. */
    void sayUnlogged() {
        if (log != null && tcpLog == null) {
            context.findings()
                    .leftOut(section.header(), section.header().start(2) + ": log", "not yet: without option tcplog");
        } else if (log == null && tcpLog != null && section.owns(tcpLog)) {
            context.findings().note(tcpLog, tcpLog.toString(), "no log is to be written");
        }
    }

    /** Returns a listener for each port, named by what {@code names} gives, each with where its fields come from. */
    List<Converted<Listener>> build(Names names, String backendName) {
        acls.leaveOutUnused(context.findings());
        tcp.noteUnused(section, "clitcpka", context.findings());
        if (proxyNetworks.isEmpty()
                && binds.stream().noneMatch(bind -> bind.options().acceptProxy())) {
            context.findings()
                    .noEffect(
                            section,
                            origins,
                            "proxyProtocol.timeout",
                            "timeout client-hs",
                            "without accept-proxy or expect-proxy");
        }
        listener.access(rules.access());
        listener.sourceLimits(rules.limits());
        List<Converted<Listener>> listeners = new ArrayList<>();
        for (Bind bind : mergedBinds()) {
            listeners.add(build(bind, names.listener(section.name()), backendName));
        }
        if (listeners.size() > 1) {
            noteSharedLimits(listeners.size());
        }
        return listeners;
    }

    private Converted<Listener> build(Bind bind, String name, String backendName) {
        Origins own = new Origins();
        own.putAll(origins);
        own.put("name", section.header());
        own.put("address", bind.origin());
        own.put("port", bind.origin());
        if (backendOrigin != null) {
            own.put("backend", backendOrigin);
        }
        ListenerBuilder built = ListenerBuilder.builder(
                        listener.name(name).port(bind.port()).build())
                .address(bind.address())
                .backend(backendName);
        Bind.Options options = bind.options();
        if (options.maxConnections() != null
                && (listener.maxConnections() == null || options.maxConnections() < listener.maxConnections())) {
            own.set(built::maxConnections, options.maxConnections(), "maxConnections", bind.origin());
        }
        if (options.backlog() != null) {
            own.set(built::backlog, options.backlog(), "backlog", bind.origin());
        }
        if (options.deferAccept()) {
            own.set(built::deferAccept, true, "deferAccept", bind.origin());
        }
        own.set(
                built::proxyProtocol,
                acceptProxy(bind),
                "proxyProtocol.trustedNetworks",
                options.acceptProxy() ? bind.origin() : expectProxyOrigin(bind));
        TcpDraft sockets = tcp.with(own);
        if (options.userTimeout() != null) {
            sockets.userTimeout(options.userTimeout(), bind.origin());
        }
        built.tcp(sockets.build());
        if (timeouts.client() != null || timeouts.clientFin() != null) {
            built.timeouts(timeouts.build());
        }
        return new Converted<>(built.build(), own);
    }

    private Directive expectProxyOrigin(Bind bind) {
        return expectProxy == null ? bind.origin() : expectProxy;
    }

    private @Nullable AcceptProxy acceptProxy(Bind bind) {
        List<String> trusted = bind.options().acceptProxy() ? Networks.ALL : proxyNetworks;
        return trusted.isEmpty() ? null : new AcceptProxy(trusted, handshake);
    }

    /** The same port on all addresses of IPv4 and of IPv6 is one listener. */
    private List<Bind> mergedBinds() {
        List<Bind> merged = new ArrayList<>();
        for (Bind bind : binds) {
            boolean completed = false;
            for (int i = 0; i < merged.size() && !completed; i++) {
                if (merged.get(i).completes(bind)) {
                    merged.set(i, merged.get(i).ofAllAddresses());
                    completed = true;
                }
            }
            if (!completed) {
                merged.add(bind);
            }
        }
        return merged;
    }

    private void noteSharedLimits(int listeners) {
        Directive maxConnections = origins.of("maxConnections");
        if (maxConnections != null) {
            context.findings()
                    .leftOut(
                            maxConnections,
                            maxConnections.toString(),
                            "not yet: for all ports together; each of the %d has it alone".formatted(listeners));
        }
        if (listener.sourceLimits() != null) {
            context.findings()
                    .leftOut(
                            section.header(),
                            "limits of a source",
                            "not yet: for all ports together; each of the %d has them alone".formatted(listeners));
        }
    }
}
