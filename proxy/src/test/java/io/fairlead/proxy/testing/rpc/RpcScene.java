package io.fairlead.proxy.testing.rpc;

import io.fairlead.proxy.ConfigRefusedException;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The servers, clients and proxies of a test, which end with it, those first that came last. */
public final class RpcScene implements AfterEachCallback {

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** Returns a configuration of mode GRPC with these servers. */
    public static Configs config(List<RpcServer> servers) {
        return Configs.of(servers.stream().map(RpcServer::address).toArray(InetSocketAddress[]::new))
                .modeGrpc();
    }

    public RpcServer server(String name) throws IOException {
        return open(RpcServer.start(name));
    }

    public RpcServer server(String name, UnaryOperator<NettyServerBuilder> change) throws IOException {
        return open(RpcServer.start(name, change));
    }

    /** Starts srv1, srv2 and so on. */
    public List<RpcServer> servers(int count) throws IOException {
        return servers(count, UnaryOperator.identity());
    }

    public List<RpcServer> servers(int count, UnaryOperator<NettyServerBuilder> change) throws IOException {
        List<RpcServer> servers = new ArrayList<>();
        while (servers.size() < count) {
            servers.add(server("srv" + (servers.size() + 1), change));
        }
        return servers;
    }

    public TestProxy proxy(Configs config) throws ConfigRefusedException {
        return open(TestProxy.start(config));
    }

    /** Starts a proxy of mode GRPC in front of these servers. */
    public TestProxy proxy(List<RpcServer> servers) throws ConfigRefusedException {
        return proxy(config(servers));
    }

    /** Starts a client, and the proxy in front of it. */
    public RpcClient client(Configs config) throws ConfigRefusedException {
        return client(proxy(config));
    }

    public RpcClient client(TestProxy proxy) {
        return open(RpcClient.of(proxy.address()));
    }

    /** Keeps {@code resource} until the end of the test. */
    public <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }
}
