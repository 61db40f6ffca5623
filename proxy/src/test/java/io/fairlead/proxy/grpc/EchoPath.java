package io.fairlead.proxy.grpc;

import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.WellBehaved;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A proxy of mode GRPC before a server that keeps to the rules, and what else a test opens. */
final class EchoPath implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable TestProxy proxy;

    /** Starts both, the proxy configured as {@code change} says. */
    TestProxy start(UnaryOperator<Configs> change) throws Exception {
        EchoServer server = open(EchoServer.start("srv1"));
        proxy = open(TestProxy.start(change.apply(Configs.of(server.address()).modeGrpc())));
        return proxy;
    }

    /** Starts a client on whom nobody else shall have an effect. */
    WellBehaved wellBehaved() {
        return open(WellBehaved.start(proxy().address()));
    }

    /** Has {@code resource} closed in the end, before what was opened earlier. */
    <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    void awaitNothingHeld() {
        Awaitility.await().until(() -> proxy().heldBytes() == 0);
    }

    private TestProxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }
}
