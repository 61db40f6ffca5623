package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of servers that share the connections sent to it, or the RPCs, where a listener of mode GRPC uses it. Exactly one of {@code service} and
 * {@code servers} says which they are.
 *
 * @param name what listeners, logs, metrics and the status call it; unique among the backends
 * @param service a Kubernetes Service of the same namespace, whose endpoints are the servers; omitted: there are {@code servers}
 * @param servers static servers; omitted: there is a {@code service}
 * @param balance how connections, or RPCs, are spread; omitted: {@link Algorithm#RoundRobin}
 * @param stickTable keeps clients on their servers; omitted: they are not kept
 * @param healthCheck how servers are probed; omitted: they are not, and count as up
 * @param overrides what holds for single endpoints; omitted: nothing
 * @param maxConnections how many connections, in mode GRPC how many RPCs, it has at a time; further ones wait in its queue. Omitted: no limit
 * @param maxConnectionsPerServer how many connections, in mode GRPC how many RPCs, each server gets at a time; further ones wait in the backend's queue. Omitted: no limit
 * @param maxQueue how many connections, in mode GRPC how many RPCs, may wait for its servers; omitted: no limit
 * @param retries how often a connection that could not be established is tried again, in mode GRPC an RPC that no server can have seen; omitted: 3
 * @param redispatch whether a retry goes to another server at once ({@code true}) or to the same one after {@code retryPause} ({@code false}); omitted:
 *     {@code true}, where HAProxy has it off
 * @param redispatchInterval which retries go to another server where the client sticks to one or its address hashes to one: each N-th for N; for -N the
 *     N-th from the end, -1 being the last. Omitted: 1. Others go to another one each time, as long as there are several
 * @param retryPause how long a retry to the same server waits; omitted: 1s, or the connect timeout where that is shorter
 * @param sourceAddress the address of this machine that connections to servers, probes included, come from; omitted: as the kernel has it
 * @param tcp the options of the servers' connections; omitted: as if each of its fields were
 * @param proxyProtocol tells servers of the client's address, only for listeners of mode TCP: in mode GRPC clients share connections; omitted: it does not
 * @param timeouts how long its servers are waited for; omitted: as if each of its fields were
 * @param http2 how RPCs share connections to its servers, where a listener of mode GRPC uses it; omitted: as if each of its fields were
 */
@ValidationRule(
        value = "has(self.service) != has(self.servers)",
        message = "expected: exactly one of service and servers",
        messageExpression = "(has(self.service) ? 'both service and servers' : 'neither service nor servers')"
                + " + ' (expected: exactly one of them)'")
@ValidationRule(
        value = "!has(self.redispatchInterval) || self.redispatchInterval != 0",
        fieldPath = ".redispatchInterval",
        message = "expected: -100 to -1, or 1 to 100",
        messageExpression = "'0 (expected: -100 to -1, or 1 to 100)'")
@ValidationRule(
        value = "!has(self.redispatchInterval) || !has(self.redispatch) || self.redispatch",
        fieldPath = ".redispatchInterval",
        message = "expected: only with redispatch true",
        messageExpression = "'set with redispatch false (expected: only with redispatch true)'")
@ValidationRule(
        value = "!has(self.balance) || self.balance.algorithm != 'First' || has(self.maxConnectionsPerServer)"
                + " || has(self.servers) && self.servers.exists(s, has(s.maxConnections))",
        fieldPath = ".balance.algorithm",
        message = "expected: First only with maxConnectionsPerServer, or maxConnections of servers",
        messageExpression = "'First without a limit (expected: maxConnectionsPerServer, or maxConnections of servers)'")
@ValidationRule(
        value = "!has(self.overrides) || has(self.servers) || self.overrides.all(o, !has(o.server))",
        fieldPath = ".overrides",
        message = "expected: server only with servers",
        messageExpression = "'server %s without servers (expected: server only with servers)'"
                + ".format([self.overrides.map(o, has(o.server), o.server)[0]])")
@ValidationRule(
        value = "!has(self.overrides) || has(self.service) || self.overrides.all(o, !has(o.pod))",
        fieldPath = ".overrides",
        message = "expected: pod only with service",
        messageExpression = "'pod %s without service (expected: pod only with service)'"
                + ".format([self.overrides.map(o, has(o.pod), o.pod)[0]])")
@ValidationRule(
        value =
                "!has(self.healthCheck) || !has(self.healthCheck.sendProxy) || !self.healthCheck.sendProxy || has(self.proxyProtocol)",
        fieldPath = ".healthCheck.sendProxy",
        message = "expected: true only with proxyProtocol",
        messageExpression = "'true without proxyProtocol (expected: true only with proxyProtocol)'")
public record Backend(
        @Required @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63) @Haproxy("backend NAME")
        String name,

        @Nullable @Haproxy(Haproxy.NONE) ServiceReference service,

        @Nullable @Size(min = 1, max = 1000) @Haproxy("server")
        List<Server> servers,

        @Nullable @Haproxy("balance") Balance balance,
        @Nullable @Haproxy("stick-table") StickTable stickTable,
        @Nullable @Haproxy("check") HealthCheck healthCheck,

        @Nullable @Size(min = 1, max = 1000) @Haproxy("set server")
        List<EndpointOverride> overrides,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy(Haproxy.NONE)
        Integer maxConnections,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy("default-server maxconn")
        Integer maxConnectionsPerServer,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy("maxqueue")
        Integer maxQueue,

        @Nullable @Min(0) @Max(100) @Haproxy("retries") Integer retries,
        @Nullable @Haproxy("option redispatch") Boolean redispatch,

        @Nullable @Min(-100) @Max(100) @Haproxy("option redispatch INTERVAL")
        Integer redispatchInterval,

        @Nullable @DurationString(mayBeZero = true) @Haproxy(Haproxy.NONE)
        Duration retryPause,

        @Nullable @Pattern(Patterns.ADDRESS) @Size(min = 2, max = 45) @Haproxy("source")
        String sourceAddress,

        @Nullable @Haproxy(Haproxy.NONE) TcpOptions tcp,
        @Nullable @Haproxy("send-proxy, send-proxy-v2") SendProxy proxyProtocol,
        @Nullable @Haproxy("timeout") BackendTimeouts timeouts,
        @Nullable @Haproxy(Haproxy.NONE) BackendHttp2 http2) {

    private static final int DEFAULT_RETRIES = 3;
    private static final int DEFAULT_REDISPATCH_INTERVAL = 1;
    private static final Duration DEFAULT_RETRY_PAUSE = Duration.ofSeconds(1);

    public List<Server> serversOrNone() {
        return servers == null ? List.of() : servers;
    }

    public Balance balanceOrDefault() {
        return balance == null ? Balance.DEFAULT : balance;
    }

    public List<EndpointOverride> overridesOrNone() {
        return overrides == null ? List.of() : overrides;
    }

    /** Returns how many connections it may have at a time, {@link Integer#MAX_VALUE} where nothing limits it. */
    public int maxConnectionsOrUnlimited() {
        return maxConnections == null ? Integer.MAX_VALUE : maxConnections;
    }

    /** Returns how many connections may wait, {@link Integer#MAX_VALUE} where nothing limits it. */
    public int maxQueueOrUnlimited() {
        return maxQueue == null ? Integer.MAX_VALUE : maxQueue;
    }

    /** Returns how servers are probed, or {@code null} where they are not. */
    public @Nullable HealthCheck activeHealthCheck() {
        return healthCheck == null || healthCheck.typeOrDefault() == HealthCheckType.None ? null : healthCheck;
    }

    public int retriesOrDefault() {
        return retries == null ? DEFAULT_RETRIES : retries;
    }

    public boolean redispatchOrDefault() {
        return redispatch == null || redispatch;
    }

    public int redispatchIntervalOrDefault() {
        return redispatchInterval == null ? DEFAULT_REDISPATCH_INTERVAL : redispatchInterval;
    }

    public Duration retryPauseOrDefault() {
        if (retryPause != null) {
            return retryPause;
        }
        return connectTimeout().compareTo(DEFAULT_RETRY_PAUSE) < 0 ? connectTimeout() : DEFAULT_RETRY_PAUSE;
    }

    public TcpOptions tcpOrDefault() {
        return tcp == null ? TcpOptions.DEFAULT : tcp;
    }

    public BackendHttp2 http2OrDefault() {
        return http2 == null ? BackendHttp2.DEFAULT : http2;
    }

    private BackendTimeouts timeoutsOrDefault() {
        return timeouts == null ? BackendTimeouts.DEFAULT : timeouts;
    }

    public Duration connectTimeout() {
        return timeoutsOrDefault().connectOrDefault();
    }

    public Duration queueTimeout() {
        return timeoutsOrDefault().queueOrDefault();
    }

    /** Returns how long the server may be silent while it is expected to send or to take data; {@code null}: for ever. */
    public @Nullable Duration serverTimeout() {
        return timeoutsOrDefault().server();
    }

    /** Returns how long it may be silent once one direction is closed; {@code null}: as long as before. */
    public @Nullable Duration serverFinTimeout() {
        return timeoutsOrDefault().serverFin();
    }

    /** Returns how long either side may be silent once the server is connected to; {@code null}: as long as is said for that side. */
    public @Nullable Duration tunnelTimeout() {
        return timeoutsOrDefault().tunnel();
    }
}
