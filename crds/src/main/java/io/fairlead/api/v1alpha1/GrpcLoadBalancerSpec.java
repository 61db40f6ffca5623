package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a load balancer.
 *
 * @param listeners where clients connect
 * @param backends groups of servers that connections, or RPCs, are spread over
 * @param maxConnections how many connections of clients each proxy serves at a time, over all listeners; further clients wait in the kernel's backlog. Omitted: no
 *     limit but the process's file descriptors
 * @param accessLog a line for each connection, or each RPC; omitted: none is written
 * @param metrics which methods of RPCs have metrics of their own; omitted: as if each of its fields were
 * @param drain how the proxy stops; omitted: as if each of its fields were
 * @param proxy the proxies that the operator runs; omitted: as if each of its fields were
 */
@ValidationRule(
        value = "self.backends.size() == 1 || self.listeners.all(l, has(l.backend))",
        fieldPath = ".listeners",
        message = "expected: a backend in each listener where there is more than one",
        messageExpression =
                "self.listeners.map(l, !has(l.backend),"
                        + " 'no backend in listener %s (expected: one of %s)'.format([l.name, self.backends.map(b, b.name)]))[0]")
@ValidationRule(
        value = "self.listeners.all(l, !has(l.backend) || self.backends.exists(b, b.name == l.backend))",
        fieldPath = ".listeners",
        message = "expected: backends that are in spec.backends",
        messageExpression =
                "self.listeners.map(l, has(l.backend) && !self.backends.exists(b, b.name == l.backend),"
                        + " 'backend %s in listener %s (expected: one of %s)'.format([l.backend, l.name, self.backends.map(b, b.name)]))[0]")
@ValidationRule(
        value = "self.listeners.all(l, self.listeners.exists_one(m, m.port == l.port))",
        fieldPath = ".listeners",
        message = "expected: a port of its own for each listener",
        messageExpression =
                "self.listeners.map(l, !self.listeners.exists_one(m, m.port == l.port),"
                        + " 'port %d in listener %s (expected: a port of its own for each listener)'.format([l.port, l.name]))[0]")
@ValidationRule(
        value = "self.backends.all(b, !has(b.proxyProtocol) || self.listeners.all(l,"
                + " !has(l.mode) || l.mode != 'GRPC' || has(l.backend) && l.backend != b.name))",
        fieldPath = ".backends",
        message = "expected: proxyProtocol only in backends of listeners of mode TCP",
        messageExpression =
                "self.backends.map(b, has(b.proxyProtocol) && self.listeners.exists(l,"
                        + " has(l.mode) && l.mode == 'GRPC' && (!has(l.backend) || l.backend == b.name)),"
                        + " 'proxyProtocol in backend %s of a listener of mode GRPC (expected: only with mode TCP)'.format([b.name]))[0]")
@ValidationRule(
        value =
                "self.backends.all(b, !has(b.balance) || (b.balance.algorithm != 'LeastRequests'"
                        + " && (!has(b.balance.hash) || !has(b.balance.hash.key) || b.balance.hash.key.type == 'Source'))"
                        + " || self.listeners.all(l, has(l.mode) && l.mode == 'GRPC' || has(l.backend) && l.backend != b.name))",
        fieldPath = ".backends",
        message = "expected: LeastRequests, and hashing of RPCs, only in backends of listeners of mode GRPC",
        messageExpression = "self.backends.map(b, has(b.balance) && (b.balance.algorithm == 'LeastRequests'"
                + " || has(b.balance.hash) && has(b.balance.hash.key) && b.balance.hash.key.type != 'Source')"
                + " && self.listeners.exists(l, (!has(l.mode) || l.mode == 'TCP') && (!has(l.backend) || l.backend == b.name)),"
                + " 'balance by %s in backend %s of a listener of mode TCP (expected: only with mode GRPC)'"
                + ".format([has(b.balance.hash) ? b.balance.hash.key.type : b.balance.algorithm, b.name]))[0]")
@ValidationRule(
        value = "self.backends.all(b, !has(b.http2)"
                + " || self.listeners.exists(l, has(l.mode) && l.mode == 'GRPC' && (!has(l.backend) || l.backend == b.name))"
                + " || self.listeners.all(l, has(l.backend) && l.backend != b.name))",
        fieldPath = ".backends",
        message = "expected: http2 only in backends of listeners of mode GRPC",
        messageExpression =
                "self.backends.map(b, has(b.http2)"
                        + " && !self.listeners.exists(l, has(l.mode) && l.mode == 'GRPC' && (!has(l.backend) || l.backend == b.name))"
                        + " && self.listeners.exists(l, !has(l.backend) || l.backend == b.name),"
                        + " 'http2 in backend %s of listeners of mode TCP (expected: only with mode GRPC)'.format([b.name]))[0]")
public record GrpcLoadBalancerSpec(
        @Required @Size(min = 1, max = 16) @Haproxy("frontend")
        List<Listener> listeners,

        @Required @Size(min = 1, max = 64) @Haproxy("backend")
        List<Backend> backends,

        @Nullable @Min(1) @Max(1_000_000) @Haproxy("maxconn")
        Integer maxConnections,

        @Nullable @Haproxy("option tcplog") AccessLog accessLog,
        @Nullable @Haproxy(Haproxy.NONE) RpcMetrics metrics,
        @Nullable @Haproxy("grace, hard-stop-after") Drain drain,
        @Nullable @Default("{}") @Haproxy(Haproxy.NONE) ManagedProxy proxy) {

    /** Returns the backend that {@code listener} names, or the only one. */
    public Backend backendOf(Listener listener) {
        return backends.stream()
                .filter(backend -> listener.backend() == null || backend.name().equals(listener.backend()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns how many connections of clients a proxy may serve at a time, {@link Integer#MAX_VALUE} where nothing limits it. */
    public int maxConnectionsOrUnlimited() {
        return maxConnections == null ? Integer.MAX_VALUE : maxConnections;
    }

    public RpcMetrics metricsOrDefault() {
        return metrics == null ? RpcMetrics.DEFAULT : metrics;
    }

    public Drain drainOrDefault() {
        return drain == null ? Drain.DEFAULT : drain;
    }

    public ManagedProxy proxyOrDefault() {
        return proxy == null ? ManagedProxy.DEFAULT : proxy;
    }
}
