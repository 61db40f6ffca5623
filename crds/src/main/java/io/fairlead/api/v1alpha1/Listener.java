package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A port that clients connect to.
 *
 * @param name what logs, metrics and the status call it; unique among the listeners
 * @param address the address to bind when run from a file, IPv4 or IPv6; omitted: all addresses of both families. In a pod always all
 * @param port the port to bind, unique among the listeners
 * @param mode how it treats what clients send; omitted: {@link ListenerMode#TCP}
 * @param backend the name of the backend that serves it, required where there are several; omitted: the only one
 * @param maxConnections how many connections it serves at a time; further clients wait in the kernel's backlog. Omitted: no limit but the
 *     process's file descriptors
 * @param backlog how many connections wait in the kernel's backlog, at most as many as its {@code net.core.somaxconn}; omitted: 4096
 * @param deferAccept whether the kernel keeps a connection until its client has sent something, for about a second; omitted: {@code false}
 * @param proxyProtocol the PROXY protocol from load balancers in front; omitted: what clients send is data
 * @param tcp the options of the clients' connections; omitted: as if each of its fields were
 * @param access which clients may connect; omitted: all
 * @param sourceLimits what one client's address may do; omitted: nothing limits it
 * @param lifetime how long a connection may last; omitted: for ever
 * @param timeouts how long its clients are waited for; omitted: for ever
 * @param http2 what clients of mode GRPC may do; omitted: as if each of its fields were
 */
@ValidationRule(
        value = "!has(self.http2) || has(self.mode) && self.mode == 'GRPC'",
        fieldPath = ".http2",
        message = "expected: only with mode GRPC",
        messageExpression =
                "'set with mode ' + (has(self.mode) ? self.mode : 'TCP') + ' (expected: only with mode GRPC)'")
public record Listener(
        @Required @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) @Haproxy("frontend NAME")
        String name,

        @Nullable @Size(min = 2, max = 45) @Haproxy("bind ADDRESS:PORT")
        String address,

        @Required @Min(1) @Max(65535) @Haproxy("bind ADDRESS:PORT")
        int port,

        @Nullable @Haproxy("mode") ListenerMode mode,

        @Nullable @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) @Haproxy("default_backend")
        String backend,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy("maxconn")
        Integer maxConnections,

        @Nullable @Min(1) @Max(65535) @Haproxy("backlog") Integer backlog,
        @Nullable @Haproxy("defer-accept") Boolean deferAccept,
        @Nullable @Haproxy("accept-proxy") AcceptProxy proxyProtocol,
        @Nullable @Haproxy(Haproxy.NONE) TcpOptions tcp,
        @Nullable @Haproxy("tcp-request connection") AccessRules access,
        @Nullable @Haproxy("stick-table") SourceLimits sourceLimits,
        @Nullable @Haproxy(Haproxy.NONE) ConnectionLifetime lifetime,
        @Nullable @Haproxy("timeout") ListenerTimeouts timeouts,
        @Nullable @Haproxy(Haproxy.NONE) ListenerHttp2 http2) {

    private static final int DEFAULT_BACKLOG = 4096;

    /** Returns how many connections it may serve at a time, {@link Integer#MAX_VALUE} where nothing limits it. */
    public int maxConnectionsOrUnlimited() {
        return maxConnections == null ? Integer.MAX_VALUE : maxConnections;
    }

    public int backlogOrDefault() {
        return backlog == null ? DEFAULT_BACKLOG : backlog;
    }

    public boolean deferAcceptOrDefault() {
        return deferAccept != null && deferAccept;
    }

    public TcpOptions tcpOrDefault() {
        return tcp == null ? TcpOptions.DEFAULT : tcp;
    }

    public ListenerMode modeOrDefault() {
        return mode == null ? ListenerMode.TCP : mode;
    }

    public ListenerHttp2 http2OrDefault() {
        return http2 == null ? ListenerHttp2.DEFAULT : http2;
    }

    /** Returns how long the client may be silent while it is expected to send or to take data; {@code null}: for ever. */
    public @Nullable Duration clientTimeout() {
        return timeouts == null ? null : timeouts.client();
    }

    /** Returns how long it may be silent once one direction is closed; {@code null}: as long as before. */
    public @Nullable Duration clientFinTimeout() {
        return timeouts == null ? null : timeouts.clientFin();
    }
}
