package io.fairlead.proxy.testing;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.ConfigRefusedException;
import io.fairlead.proxy.Proxy;
import io.fairlead.proxy.ProxyEnvironment;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.discovery.Services;
import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.transport.BindAddress;
import io.fairlead.proxy.transport.BufferBudget;
import io.fairlead.proxy.transport.ListenerStats;
import io.fairlead.proxy.transport.Transport;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A proxy on loopback, with two event loops, that keeps the records of connections and RPCs that ended. */
public final class TestProxy implements AutoCloseable {

    private final Proxy proxy;
    private final Queue<ConnectionRecord> records;
    private final Queue<RpcRecord> rpcs;

    private TestProxy(Proxy proxy, Queue<ConnectionRecord> records, Queue<RpcRecord> rpcs) {
        this.proxy = proxy;
        this.records = records;
        this.rpcs = rpcs;
    }

    public static TestProxy start(Configs config) throws ConfigRefusedException {
        return start(config, Transport.preferred());
    }

    public static TestProxy start(Configs config, Transport transport) throws ConfigRefusedException {
        return start(config.build(), transport);
    }

    public static TestProxy start(GrpcLoadBalancer config, Transport transport) throws ConfigRefusedException {
        return start(config, transport, null, null);
    }

    /** Starts one that asks {@code dns} alone. */
    public static TestProxy start(Configs config, DnsServer dns) throws ConfigRefusedException {
        return start(config.build(), Transport.preferred(), dns.provider(), null);
    }

    /** Starts one whose backends may name Services. */
    public static TestProxy start(GrpcLoadBalancer config, Services services) throws ConfigRefusedException {
        return start(config, Transport.preferred(), null, services);
    }

    private static TestProxy start(
            GrpcLoadBalancer config,
            Transport transport,
            @Nullable DnsServerAddressStreamProvider dns,
            @Nullable Services services)
            throws ConfigRefusedException {
        return startWithoutConfig(transport, dns, services, BindAddress.ALL).with(config);
    }

    /** Starts one that binds {@code address} where others bind all. */
    public static TestProxy start(Configs config, BindAddress address) throws ConfigRefusedException {
        return startWithoutConfig(Transport.preferred(), null, null, address).with(config.build());
    }

    private TestProxy with(GrpcLoadBalancer config) throws ConfigRefusedException {
        try {
            proxy.apply(config);
            return this;
        } catch (ConfigRefusedException e) {
            close();
            throw e;
        }
    }

    /** Starts one that has no configuration yet. */
    public static TestProxy startWithoutConfig() {
        return startWithoutConfig(Transport.preferred(), null, null, BindAddress.ALL);
    }

    private static TestProxy startWithoutConfig(
            Transport transport,
            @Nullable DnsServerAddressStreamProvider dns,
            @Nullable Services services,
            BindAddress bindAddress) {
        Queue<ConnectionRecord> records = new ConcurrentLinkedQueue<>();
        Queue<RpcRecord> rpcs = new ConcurrentLinkedQueue<>();
        ProxyEnvironment environment = new ProxyEnvironment(
                transport,
                2,
                InstantSource.system(),
                new Random(1),
                dns,
                services,
                bindAddress,
                records::add,
                rpcs::add);
        return new TestProxy(Proxy.start(environment), records, rpcs);
    }

    public Proxy proxy() {
        return proxy;
    }

    public InetSocketAddress address() {
        return proxy.snapshot().listeners().getFirst().address();
    }

    /** Returns the address of the listener of that name. */
    public InetSocketAddress address(String listener) {
        return proxy.snapshot().listeners().stream()
                .filter(candidate -> candidate.config().name().equals(listener))
                .findFirst()
                .orElseThrow()
                .address();
    }

    public void reload(Configs config) throws ConfigRefusedException {
        proxy.apply(config.build());
    }

    /** Returns what is known of the first listener. */
    public ListenerStats listenerStats() {
        return proxy.snapshot().listeners().getFirst().stats();
    }

    /** Returns how many bytes of RPCs it holds that one side has sent and the other has not taken. */
    public long heldBytes() {
        return buffers().held();
    }

    /** Returns how many such bytes it may hold, and of that how many are taken. */
    public BufferBudget buffers() {
        return proxy.snapshot().relay().buffers();
    }

    /** Returns what is known of the server of that name. */
    public BackendPool.Member server(String name) {
        return proxy.snapshot().pools().getFirst().members().stream()
                .filter(member -> member.endpoint().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the server of that name is in that state. */
    public void awaitState(String server, EndpointState state) {
        Awaitility.await().until(() -> server(server).state() == state);
    }

    /** Returns the records of the connections that ended so far. */
    public Queue<ConnectionRecord> records() {
        return records;
    }

    /** Waits for the next record of a connection that ended, and takes it. */
    public ConnectionRecord nextRecord() {
        return Awaitility.await().until(records::poll, record -> record != null);
    }

    /** Returns the records of the RPCs that ended so far. */
    public Queue<RpcRecord> rpcs() {
        return rpcs;
    }

    /** Waits for the next record of an RPC that ended, and takes it. */
    public RpcRecord nextRpc() {
        return Awaitility.await().until(rpcs::poll, rpc -> rpc != null);
    }

    public TestProxy awaitReady() {
        Awaitility.await().until(() -> proxy.snapshot().notReady() == null);
        return this;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
