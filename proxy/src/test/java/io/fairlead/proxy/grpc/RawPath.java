package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/** A proxy of mode GRPC between clients and one server, all of whose frames a test sees and says. */
final class RawPath implements AutoCloseable {

    /** What a test calls where it does not matter what. */
    static final String PATH = "/test.Service/Method";

    private final RawServer server;
    private final TestProxy proxy;
    private final Deque<RawClient> clients = new ArrayDeque<>();

    private RawPath(RawServer server, TestProxy proxy) {
        this.server = server;
        this.proxy = proxy;
    }

    /** Opens one whose server has no wishes. */
    static RawPath open() throws Exception {
        return open(RawServer.start(), UnaryOperator.identity());
    }

    /** Opens one to {@code server}, configured as {@code change} says. */
    static RawPath open(RawServer server, UnaryOperator<Configs> change) throws Exception {
        try {
            Configs config = change.apply(Configs.of(server.address()).modeGrpc());
            return new RawPath(server, TestProxy.start(config));
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    TestProxy proxy() {
        return proxy;
    }

    RawServer server() {
        return server;
    }

    /** Connects a client, with SETTINGS of identifiers and values in turn. */
    RawClient client(long... settings) throws IOException {
        RawClient client = RawClient.connect(proxy.address(), settings);
        clients.push(client);
        return client;
    }

    /** Waits for the next connection from the proxy to the server. */
    RawConnection toServer() throws InterruptedException {
        return server.accepted();
    }

    /** Begins an RPC whose request has not ended; returns its stream. */
    static int begin(RawClient client) throws IOException {
        return client.request(false, Field.grpcRequest(PATH));
    }

    /** Answers an RPC with nothing but its status. */
    static void answer(RawConnection connection, int stream, int status) throws IOException {
        connection.headers(stream, true, Field.grpcResponse(Field.of("grpc-status", Integer.toString(status))));
    }

    @Override
    public void close() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
        proxy.close();
        server.close();
        assertThat(proxy.heldBytes()).as("bytes that are held by nobody").isZero();
    }
}
