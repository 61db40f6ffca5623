package io.fairlead.proxy.testing;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.BackendTimeouts;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.Drain;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerTimeouts;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration for a test: one listener, {@code grpc}, on a free port of loopback, and one backend, {@code echo}, of the given
 * servers, named srv1, srv2 and so on. Each method returns a changed copy.
 */
public record Configs(
        List<Server> servers,
        String listenerAddress,
        Algorithm algorithm,
        @Nullable HealthCheck healthCheck,
        int retries,
        boolean redispatch,
        Duration connectTimeout,
        @Nullable Duration clientTimeout,
        @Nullable Duration serverTimeout,
        @Nullable Integer maxConnections,
        boolean ignoreNull,
        Duration drainDelay,
        Duration drainTimeout) {

    public static Configs of(InetSocketAddress... servers) {
        List<Server> list = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            list.add(new Server("srv" + (list.size() + 1), server.getAddress().getHostAddress(), server.getPort()));
        }
        return of(list);
    }

    public static Configs of(List<Server> servers) {
        return new Configs(
                servers,
                "127.0.0.1",
                Algorithm.RoundRobin,
                null,
                3,
                true,
                Duration.ofSeconds(5),
                null,
                null,
                null,
                false,
                Duration.ZERO,
                Duration.ofSeconds(30));
    }

    public Configs algorithm(Algorithm value) {
        return copy(servers, listenerAddress, value, healthCheck, retries, redispatch);
    }

    public Configs servers(List<Server> value) {
        return copy(value, listenerAddress, algorithm, healthCheck, retries, redispatch);
    }

    public Configs listenerAddress(String value) {
        return copy(servers, value, algorithm, healthCheck, retries, redispatch);
    }

    public Configs retries(int value, boolean redispatched) {
        return copy(servers, listenerAddress, algorithm, healthCheck, value, redispatched);
    }

    /** Probes {@code port}, or the server's own where that is {@code null}; rise 2, fall 3. */
    public Configs check(@Nullable Integer port, Duration interval, Duration timeout) {
        return check(new HealthCheck(HealthCheckType.TCP, new TcpHealthCheck(port), interval, timeout, 2, 3));
    }

    public Configs check(@Nullable HealthCheck value) {
        return copy(servers, listenerAddress, algorithm, value, retries, redispatch);
    }

    private Configs copy(
            List<Server> newServers,
            String newAddress,
            Algorithm newAlgorithm,
            @Nullable HealthCheck newCheck,
            int newRetries,
            boolean newRedispatch) {
        return new Configs(
                newServers,
                newAddress,
                newAlgorithm,
                newCheck,
                newRetries,
                newRedispatch,
                connectTimeout,
                clientTimeout,
                serverTimeout,
                maxConnections,
                ignoreNull,
                drainDelay,
                drainTimeout);
    }

    public Configs timeouts(Duration connect, @Nullable Duration client, @Nullable Duration server) {
        return new Configs(
                servers,
                listenerAddress,
                algorithm,
                healthCheck,
                retries,
                redispatch,
                connect,
                client,
                server,
                maxConnections,
                ignoreNull,
                drainDelay,
                drainTimeout);
    }

    public Configs maxConnections(int value) {
        return new Configs(
                servers,
                listenerAddress,
                algorithm,
                healthCheck,
                retries,
                redispatch,
                connectTimeout,
                clientTimeout,
                serverTimeout,
                value,
                ignoreNull,
                drainDelay,
                drainTimeout);
    }

    /** Whether connections on which the client sent nothing are left out of the access log. */
    public Configs ignoreNull(boolean value) {
        return new Configs(
                servers,
                listenerAddress,
                algorithm,
                healthCheck,
                retries,
                redispatch,
                connectTimeout,
                clientTimeout,
                serverTimeout,
                maxConnections,
                value,
                drainDelay,
                drainTimeout);
    }

    public Configs drain(Duration delay, Duration timeout) {
        return new Configs(
                servers,
                listenerAddress,
                algorithm,
                healthCheck,
                retries,
                redispatch,
                connectTimeout,
                clientTimeout,
                serverTimeout,
                maxConnections,
                ignoreNull,
                delay,
                timeout);
    }

    /** Builds it with the endpoints of a Service in the place of the servers. */
    public GrpcLoadBalancer buildForService(String name, IntOrString port) {
        return build(new ServiceReference(name, port), null);
    }

    public GrpcLoadBalancer build() {
        return build(null, servers);
    }

    private GrpcLoadBalancer build(@Nullable ServiceReference service, @Nullable List<Server> staticServers) {
        GrpcLoadBalancer resource = new GrpcLoadBalancer();
        resource.getMetadata().setName("echo");
        Listener listener = new Listener(
                "grpc", listenerAddress, 0, null, "echo", maxConnections, new ListenerTimeouts(clientTimeout));
        Backend backend = new Backend(
                "echo",
                service,
                staticServers,
                new Balance(algorithm),
                healthCheck,
                retries,
                redispatch,
                new BackendTimeouts(connectTimeout, serverTimeout));
        resource.setSpec(new GrpcLoadBalancerSpec(
                List.of(listener),
                List.of(backend),
                new AccessLog(true, ignoreNull),
                new Drain(drainDelay, drainTimeout)));
        return resource;
    }
}
