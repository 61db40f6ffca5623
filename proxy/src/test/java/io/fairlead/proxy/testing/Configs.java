package io.fairlead.proxy.testing;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fairlead.api.v1alpha1.AccessLog;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.BackendTimeouts;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerSpec;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.api.v1alpha1.ListenerHttp2;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.api.v1alpha1.ListenerTimeouts;
import io.fairlead.api.v1alpha1.ManagedProxy;
import io.fairlead.api.v1alpha1.Server;
import io.fairlead.api.v1alpha1.ServiceReference;
import io.fairlead.api.v1alpha1.TcpHealthCheck;
import io.fairlead.api.v1alpha1.builder.BackendBuilder;
import io.fairlead.api.v1alpha1.builder.BackendTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.api.v1alpha1.builder.DrainBuilder;
import io.fairlead.api.v1alpha1.builder.GrpcLoadBalancerSpecBuilder;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerBuilder;
import io.fairlead.api.v1alpha1.builder.ListenerHttp2Builder;
import io.fairlead.api.v1alpha1.builder.ListenerTimeoutsBuilder;
import io.fairlead.api.v1alpha1.builder.ServerBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A configuration for a test: one listener, {@code grpc}, on a free port of loopback, and one backend, {@code echo}, of the given
 * servers, named srv1, srv2 and so on. It stops without delay. Each method that says how something shall be returns a changed copy.
 */
public record Configs(Listener listener, Backend backend, GrpcLoadBalancerSpec spec) {

    public static Configs of(InetSocketAddress... servers) {
        List<Server> list = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            list.add(server("srv" + (list.size() + 1), server));
        }
        return of(list);
    }

    /** Returns a server of that name at an address. */
    public static Server server(String name, InetSocketAddress address) {
        return ServerBuilder.builder()
                .name(name)
                .address(address.getAddress().getHostAddress())
                .port(address.getPort())
                .build();
    }

    public static Configs of(List<Server> servers) {
        Listener listener = ListenerBuilder.builder()
                .name("grpc")
                .address("127.0.0.1")
                .backend("echo")
                .build();
        Backend backend = BackendBuilder.builder()
                .name("echo")
                .servers(servers)
                .balance(balance(Algorithm.RoundRobin))
                .build();
        GrpcLoadBalancerSpec spec = GrpcLoadBalancerSpecBuilder.builder()
                .accessLog(new AccessLog(true, false))
                .drain(DrainBuilder.builder().delay(Duration.ZERO).build())
                .build();
        return new Configs(listener, backend, spec);
    }

    private static Balance balance(Algorithm algorithm) {
        return BalanceBuilder.builder().algorithm(algorithm).build();
    }

    /** Has the listener be as {@code change} makes it. */
    public Configs listener(UnaryOperator<ListenerBuilder> change) {
        return new Configs(change.apply(ListenerBuilder.builder(listener)).build(), backend, spec);
    }

    /** Has the backend be as {@code change} makes it. */
    public Configs backend(UnaryOperator<BackendBuilder> change) {
        return new Configs(
                listener, change.apply(BackendBuilder.builder(backend)).build(), spec);
    }

    /** Has all but listeners and backends be as {@code change} makes it. */
    public Configs spec(UnaryOperator<GrpcLoadBalancerSpecBuilder> change) {
        return new Configs(
                listener,
                backend,
                change.apply(GrpcLoadBalancerSpecBuilder.builder(spec)).build());
    }

    public Configs servers(List<Server> value) {
        return backend(builder -> builder.servers(value));
    }

    /** Listens at {@code value}; {@code null}: at all addresses. */
    public Configs listenerAddress(@Nullable String value) {
        return listener(builder -> builder.address(value));
    }

    /** Balances each RPC for itself. */
    public Configs modeGrpc() {
        return listener(builder -> builder.mode(ListenerMode.GRPC));
    }

    public Configs algorithm(Algorithm value) {
        return backend(builder -> builder.balance(balance(value)));
    }

    /** Probes {@code port}, or the server's own where that is {@code null}; rise 2, fall 3. */
    public Configs check(@Nullable Integer port, Duration interval, Duration timeout) {
        return check(HealthCheckBuilder.builder()
                .type(HealthCheckType.TCP)
                .tcp(new TcpHealthCheck(port))
                .interval(interval)
                .timeout(timeout)
                .build());
    }

    public Configs check(@Nullable HealthCheck value) {
        return backend(builder -> builder.healthCheck(value));
    }

    public Configs retries(int value, boolean redispatched) {
        return backend(builder -> builder.retries(value).redispatch(redispatched));
    }

    public Configs timeouts(Duration connect, @Nullable Duration client, @Nullable Duration server) {
        ListenerTimeouts ofClients =
                ListenerTimeoutsBuilder.builder().client(client).build();
        BackendTimeouts ofServers =
                BackendTimeoutsBuilder.builder().connect(connect).server(server).build();
        return listener(builder -> builder.timeouts(ofClients)).backend(builder -> builder.timeouts(ofServers));
    }

    public Configs maxConnections(int value) {
        return listener(builder -> builder.maxConnections(value));
    }

    /** Has clients' connections of mode GRPC be as {@code change} makes them. */
    public Configs http2(UnaryOperator<ListenerHttp2Builder> change) {
        ListenerHttp2 http2 = change.apply(ListenerHttp2Builder.builder(listener.http2OrDefault()))
                .build();
        return listener(builder -> builder.http2(http2));
    }

    /** Whether connections on which the client sent nothing are left out of the access log. */
    public Configs dataPath(DataPath value) {
        return spec(spec -> spec.proxy(new ManagedProxy(null, null, null, value)));
    }

    public Configs ignoreNull(boolean value) {
        return spec(builder -> builder.accessLog(new AccessLog(true, value)));
    }

    public Configs drain(Duration delay, Duration timeout) {
        return spec(builder -> builder.drain(
                DrainBuilder.builder().delay(delay).timeout(timeout).build()));
    }

    /** Builds it with the endpoints of a Service in the place of the servers. */
    public GrpcLoadBalancer buildForService(String name, IntOrString port) {
        return backend(builder ->
                        builder.service(new ServiceReference(name, port)).servers(null))
                .build();
    }

    public GrpcLoadBalancer build() {
        GrpcLoadBalancer resource = new GrpcLoadBalancer();
        resource.getMetadata().setName("echo");
        resource.setSpec(GrpcLoadBalancerSpecBuilder.builder(spec)
                .listeners(List.of(listener))
                .backends(List.of(backend))
                .build());
        return resource;
    }
}
