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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A configuration for a test: one listener, {@code grpc}, on a free port of loopback, and one backend, {@code echo}, of the given
 * servers, named srv1, srv2 and so on. Each method that says how something shall be returns a changed copy.
 */
public final class Configs implements Cloneable {

    private List<Server> servers;
    private @Nullable String listenerAddress = "127.0.0.1";
    private Algorithm algorithm = Algorithm.RoundRobin;
    private @Nullable HealthCheck healthCheck;
    private int retries = 3;
    private boolean redispatch = true;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private @Nullable Duration clientTimeout;
    private @Nullable Duration serverTimeout;
    private @Nullable Integer maxConnections;
    private boolean ignoreNull;
    private Duration drainDelay = Duration.ZERO;
    private Duration drainTimeout = Duration.ofSeconds(30);

    private Configs(List<Server> servers) {
        this.servers = servers;
    }

    public static Configs of(InetSocketAddress... servers) {
        List<Server> list = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            list.add(new Server("srv" + (list.size() + 1), server.getAddress().getHostAddress(), server.getPort()));
        }
        return of(list);
    }

    public static Configs of(List<Server> servers) {
        return new Configs(servers);
    }

    public Configs servers(List<Server> value) {
        return with(copy -> copy.servers = value);
    }

    /** Listens at {@code value}; {@code null}: at all addresses. */
    public Configs listenerAddress(@Nullable String value) {
        return with(copy -> copy.listenerAddress = value);
    }

    public Configs algorithm(Algorithm value) {
        return with(copy -> copy.algorithm = value);
    }

    /** Probes {@code port}, or the server's own where that is {@code null}; rise 2, fall 3. */
    public Configs check(@Nullable Integer port, Duration interval, Duration timeout) {
        return check(new HealthCheck(HealthCheckType.TCP, new TcpHealthCheck(port), interval, timeout, 2, 3));
    }

    public Configs check(@Nullable HealthCheck value) {
        return with(copy -> copy.healthCheck = value);
    }

    public Configs retries(int value, boolean redispatched) {
        return with(copy -> {
            copy.retries = value;
            copy.redispatch = redispatched;
        });
    }

    public Configs timeouts(Duration connect, @Nullable Duration client, @Nullable Duration server) {
        return with(copy -> {
            copy.connectTimeout = connect;
            copy.clientTimeout = client;
            copy.serverTimeout = server;
        });
    }

    public Configs maxConnections(int value) {
        return with(copy -> copy.maxConnections = value);
    }

    /** Whether connections on which the client sent nothing are left out of the access log. */
    public Configs ignoreNull(boolean value) {
        return with(copy -> copy.ignoreNull = value);
    }

    public Configs drain(Duration delay, Duration timeout) {
        return with(copy -> {
            copy.drainDelay = delay;
            copy.drainTimeout = timeout;
        });
    }

    private Configs with(Consumer<Configs> change) {
        Configs copy = clone();
        change.accept(copy);
        return copy;
    }

    @Override
    protected Configs clone() {
        try {
            return (Configs) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
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
                new Drain(drainDelay, drainTimeout),
                null));
        return resource;
    }
}
