package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.frames.Field;
import io.fairlead.proxy.testing.frames.RawClient;
import io.fairlead.proxy.testing.frames.RawConnection;
import io.fairlead.proxy.testing.frames.RawServer;
import io.fairlead.proxy.testing.rpc.RpcScene;
import java.util.Objects;

/** A client with an RPC on each of two servers, of which one is bad. */
final class TwoServers {

    private final TestProxy proxy;
    private final RawClient client;
    private final RawConnection bad;
    private final RawConnection good;
    private final int failing;
    private final int other;

    /** Begins both RPCs; what is opened for them ends with {@code scene}. */
    TwoServers(RpcScene scene, long... clientSettings) throws Exception {
        RawServer badServer = scene.open(RawServer.start());
        RawServer goodServer = scene.open(RawServer.start());
        proxy = scene.proxy(
                Configs.of(badServer.address(), goodServer.address()).modeGrpc());
        client = scene.open(RawClient.connect(proxy.address(), clientSettings));
        client.request(false, Field.grpcRequest(RawPath.PATH, Field.of("stream", "1")));
        client.request(false, Field.grpcRequest(RawPath.PATH, Field.of("stream", "3")));
        bad = badServer.accepted();
        good = goodServer.accepted();
        failing = streamOf(bad);
        other = streamOf(good);
    }

    private static int streamOf(RawConnection server) throws InterruptedException {
        return Integer.parseInt(Objects.requireNonNull(server.awaitHeaders(1).value("stream")));
    }

    TestProxy proxy() {
        return proxy;
    }

    RawClient client() {
        return client;
    }

    /** Returns the connection to the server that is bad. */
    RawConnection bad() {
        return bad;
    }

    /** Returns the client's stream of the RPC on the server that is bad. */
    int failing() {
        return failing;
    }

    /** Has the good server answer, and waits until the client knows. */
    void answerTheOther() throws Exception {
        RawPath.answer(good, 1, 0);
        assertThat(client.awaitTrailers(other).grpcStatus()).isZero();
    }

    /** Returns how often the server that is bad did so. */
    long abuse(Abuse kind) {
        return proxy.server("srv1").endpoint().stats().abuse(kind).sum();
    }
}
