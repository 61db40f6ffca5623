package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Http2Server;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.Wire;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Status.Code;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which RPCs are lost with a server, or with a connection to it, and which are tried again. */
class ServerLossTest {

    private static final byte[] GOAWAY_THAT_KNOWS_NO_STREAM = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private final List<Wire> wires = new ArrayList<>();
    private List<RpcServer> servers;
    private volatile boolean over;

    /** How a server's connections end. */
    enum Loss {
        FIN {
            @Override
            void of(Wire wire) throws IOException {
                wire.cut();
            }
        },
        RST {
            @Override
            void of(Wire wire) throws IOException {
                wire.reset();
            }
        };

        abstract void of(Wire wire) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
        for (RpcServer server : servers) {
            wires.add(scene.open(Wire.to(server.address())));
        }
    }

    @AfterEach
    void stop() {
        over = true;
    }

    @ParameterizedTest
    @EnumSource
    void exactlyTheRpcsThatItHadFailAndLaterOnesSucceed(Loss loss) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config());
        List<RpcCall> held = new ArrayList<>();
        List<RpcClient> clients = List.of(scene.client(proxy), scene.client(proxy), scene.client(proxy));
        for (RpcClient client : clients) {
            held.addAll(client.hold(99));
        }
        await().untilAsserted(() ->
                assertThat(servers).extracting(RpcServer::inFlight).containsExactly(99, 99, 99));

        // When
        loss.of(wires.get(1));
        await().until(() -> held.stream().filter(RpcCall::isOver).count() == 99);

        // Then
        assertThat(held.stream().filter(RpcCall::isOver))
                .extracting(RpcCall::code)
                .containsOnly(Code.UNAVAILABLE);
        assertThat(held.stream().filter(RpcCall::isOver))
                .extracting(call -> call.status().getDescription())
                .allSatisfy(description -> assertThat(description).startsWith("backend echo, server srv2: "));
        for (RpcClient client : clients) {
            assertThat(client.serverNames(30)).containsOnly("srv1", "srv3");
        }
        List<RpcCall> left = held.stream().filter(call -> !call.isOver()).toList();
        servers.forEach(RpcServer::release);
        assertThat(left).hasSize(198).extracting(RpcCall::answer).containsOnly("srv1", "srv3");
    }

    @ParameterizedTest
    @EnumSource
    void underLoadNoMoreFailThanItHad(Loss loss) throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config());
        Queue<Code> codes = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RpcClient client = scene.client(proxy);
            callers.add(Thread.ofVirtual().start(() -> {
                while (!over) {
                    codes.add(client.ask().code());
                }
            }));
        }
        await().until(() -> codes.size() > 300);

        // When
        loss.of(wires.get(1));
        int before = codes.size();
        await().until(() -> codes.size() > before + 600);
        over = true;
        for (Thread caller : callers) {
            caller.join();
        }

        // Then
        assertThat(codes).containsAnyOf(Code.OK).isSubsetOf(Code.OK, Code.UNAVAILABLE);
        assertThat(codes.stream().filter(code -> code != Code.OK)).hasSizeLessThanOrEqualTo(callers.size());
    }

    @Test
    void aServerThatComesBackGetsRpcsAgain() throws Exception {
        // Given
        TestProxy proxy = scene.proxy(config());
        RpcClient client = scene.client(proxy);
        client.serverNames(3);
        wires.get(1).reset();
        await().until(() -> servers.get(1).open() == 0);
        client.serverNames(6);

        // When
        wires.get(1).mend();

        // Then
        assertThat(client.serverNames(6)).contains("srv2");
    }

    @Test
    void aStreamThatAServerRefusesIsTriedElsewhere() throws Exception {
        // Given
        Http2Server refusing = refusing();
        TestProxy proxy = scene.proxy(with(refusing));
        RpcClient client = scene.client(proxy);

        // When
        List<String> names = client.serverNames(20);

        // Then
        assertThat(names).containsOnly("srv1");
        assertThat(refusing.requests()).isNotEmpty();
    }

    @Test
    void aStreamThatEachTryFindsRefusedIsRefused() throws Exception {
        // Given
        Http2Server refusing = refusing();
        TestProxy proxy = scene.proxy(Configs.of(refusing.address()).modeGrpc().retries(2, true));

        // When
        RpcCall call = scene.client(proxy).ask();

        // Then
        assertThat(call.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(call.status().getDescription()).contains("REFUSED_STREAM");
        assertThat(refusing.requests()).hasSize(3);
    }

    @Test
    void aRequestWhoseBytesAreNoLongerKeptIsNotTriedAgain() throws Exception {
        // Given
        Http2Server refusing = refusing();
        TestProxy proxy = scene.proxy(with(refusing));
        RpcClient client = scene.client(proxy);

        // When
        List<RpcCall> calls = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            RpcCall call = client.start(RpcMethods.ECHO).sendLast(new byte[40_000]);
            call.status();
            calls.add(call);
        }

        // Then
        assertThat(calls).extracting(RpcCall::code).containsExactlyInAnyOrder(Code.OK, Code.UNAVAILABLE);
        assertThat(refusing.requests()).hasSize(1);
    }

    @Test
    void aStreamAboveTheLastOfAGoAwayIsTriedElsewhere() throws Exception {
        // Given
        Http2Server leaving = scene.open(Http2Server.start((connection, stream) -> connection
                .writeAndFlush(Unpooled.wrappedBuffer(GOAWAY_THAT_KNOWS_NO_STREAM))
                .addListener(ChannelFutureListener.CLOSE)));
        TestProxy proxy = scene.proxy(with(leaving));
        RpcClient client = scene.client(proxy);

        // When
        List<String> names = client.serverNames(20);

        // Then
        assertThat(names).containsOnly("srv1");
        assertThat(leaving.requests()).isNotEmpty();
    }

    @Test
    void anRpcThatAServerMayHaveProcessedIsNotTriedAgain() throws Exception {
        // Given
        Http2Server closing = scene.open(Http2Server.start((connection, stream) -> connection.close()));
        TestProxy proxy = scene.proxy(with(closing));
        RpcClient client = scene.client(proxy);

        // When
        List<RpcCall> calls = client.ask(2);

        // Then
        assertThat(calls).extracting(RpcCall::code).containsExactlyInAnyOrder(Code.OK, Code.UNAVAILABLE);
        assertThat(closing.requests()).hasSize(1);
        assertThat(servers.getFirst().rpcs()).isEqualTo(1);
    }

    private Http2Server refusing() {
        return scene.open(Http2Server.start(ServerLossTest::refuse));
    }

    private static void refuse(ChannelHandlerContext connection, Http2FrameStream stream) {
        connection.write(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM).stream(stream));
    }

    private Configs with(Http2Server other) {
        return Configs.of(other.address(), servers.getFirst().address()).modeGrpc();
    }

    private Configs config() {
        return Configs.of(wires.stream().map(Wire::address).toArray(InetSocketAddress[]::new))
                .modeGrpc();
    }
}
