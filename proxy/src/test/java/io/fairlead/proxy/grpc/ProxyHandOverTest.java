package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.proxy.ConfigRefusedException;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.fairlead.proxy.testing.rpc.RpcTraffic;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A client of a Service of two proxies, whose one connection goes to the first until that stops. It tries again what has not left it when it is told
 * to go, as grpc-java does unless told not to (<a href="https://github.com/grpc/grpc-java/issues/2562">grpc-java#2562</a>).
 */
class ProxyHandOverTest {

    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private List<RpcServer> servers;
    private TestProxy first;
    private TestProxy second;
    private TestProxy service;
    private RpcClient client;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(2);
        first = scene.proxy(RpcScene.config(servers).drain(DELAY, LONG));
        second = scene.proxy(servers);
        service = scene.proxy(Configs.of(first.address()));
        client = scene.open(RpcClient.of(service.address(), NettyChannelBuilder::enableRetry));
    }

    @Test
    void losesNoRpcWhenItMoves() throws Exception {
        // Given
        RpcTraffic traffic = scene.open(RpcTraffic.start(client));
        traffic.awaitProgress();
        assertThat(connections(second)).isZero();

        // When
        CompletableFuture<Void> stopped = stopFirst();

        // Then
        assertThat(stopped).succeedsWithin(LONG);
        traffic.awaitProgress();
        assertThat(traffic.end()).isEmpty();
        assertThat(connections(first)).isEqualTo(1);
        assertThat(connections(second)).isEqualTo(1);
    }

    /** It may meet the first once more, before its sockets are closed: that connection is one that moves, too. */
    @Test
    void losesNoRpcWhereTheFirstIsGivenNoTime() throws Exception {
        // Given
        TestProxy leaving = scene.proxy(RpcScene.config(servers).drain(Duration.ZERO, LONG));
        TestProxy both = scene.proxy(Configs.of(leaving.address(), second.address())
                .algorithm(Algorithm.First)
                .retries(1, true));
        RpcClient moving = scene.open(RpcClient.of(both.address(), NettyChannelBuilder::enableRetry));
        RpcTraffic traffic = scene.open(RpcTraffic.start(moving));
        traffic.awaitProgress();
        assertThat(connections(second)).isZero();

        // When
        CompletableFuture<Void> stopped = leaving.proxy().stop();

        // Then
        assertThat(stopped).succeedsWithin(LONG);
        traffic.awaitProgress();
        assertThat(traffic.end()).isEmpty();
        assertThat(connections(second)).isEqualTo(1);
    }

    @Test
    void endsWhatItBeganAtTheProxyThatStops() throws Exception {
        // Given
        RpcCall held = client.hold();
        RpcCall talk = client.start(RpcMethods.CHAT).send(new byte[1]);
        talk.next();
        await().until(() -> inFlight() == 2);

        // When
        CompletableFuture<Void> stopped = stopFirst();
        await().until(() -> {
            client.serverName();
            return connections(second) == 1;
        });

        // Then
        assertThat(stopped).isNotDone();
        talk.send(new byte[2]).halfClose();
        assertThat(talk.next()).hasSize(2);
        assertThat(talk.code()).isEqualTo(Code.OK);
        servers.forEach(RpcServer::release);
        assertThat(held.code()).isEqualTo(Code.OK);
        assertThat(stopped).succeedsWithin(LONG);
    }

    /** Stops it as a cluster does: within the delay, new connections go to the other one. */
    private CompletableFuture<Void> stopFirst() throws ConfigRefusedException {
        CompletableFuture<Void> stopped = first.proxy().stop();
        service.reload(Configs.of(second.address()));
        return stopped;
    }

    private int inFlight() {
        return servers.stream().mapToInt(RpcServer::inFlight).sum();
    }

    private static long connections(TestProxy proxy) {
        return proxy.listenerStats().connections().sum();
    }
}
