package io.fairlead.proxy.grpc;

import static io.fairlead.proxy.testing.rpc.RpcMethods.binaryKey;
import static io.fairlead.proxy.testing.rpc.RpcMethods.bytes;
import static io.fairlead.proxy.testing.rpc.RpcMethods.key;
import static io.fairlead.proxy.testing.rpc.RpcMethods.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Http2Server;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcRequest;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RPCs of grpc-java's clients and servers are like through a listener of mode GRPC: as without one. */
class RpcRelayTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private RpcServer server;
    private TestProxy proxy;
    private RpcClient client;

    @BeforeEach
    void start() throws Exception {
        server = scene.server("srv1");
        proxy = scene.proxy(List.of(server));
        client = scene.client(proxy);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_379, 16_380, 65_535, 1 << 20, 16 << 20})
    void aMessageOfAnySizeIsAnsweredWithItself(int size) throws Exception {
        // Given
        byte[] message = new byte[size];
        new Random(size).nextBytes(message);

        // When
        RpcCall call = client.start(RpcMethods.ECHO).sendLast(message);

        // Then
        assertThat(call.code()).isEqualTo(Code.OK);
        assertThat(call.next()).isEqualTo(message);
        assertThat(call.headers().get(RpcMethods.SERVER)).isEqualTo("srv1");
    }

    @Test
    void aClientStreamsMessages() {
        // Given
        RpcCall call = client.start(RpcMethods.COUNT);

        // When
        for (int i = 0; i < 200; i++) {
            call.send(new byte[i]);
        }
        call.halfClose();

        // Then
        assertThat(call.answer()).isEqualTo("200 of 19900");
    }

    @Test
    void aServerStreamsMessages() {
        // When
        RpcCall call = client.start(RpcMethods.STREAM).sendLast(bytes("300 7000"));

        // Then
        assertThat(call.code()).isEqualTo(Code.OK);
        assertThat(call.untaken()).isEqualTo(300);
    }

    @Test
    void eachMessageOfAConversationIsPassedOnAtOnce() throws Exception {
        // Given
        RpcCall call = client.start(RpcMethods.CHAT);

        // When
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            call.send(bytes("message " + i));
            answers.add(text(call.next()));
        }
        call.halfClose();

        // Then
        assertThat(answers).startsWith("message 0", "message 1").endsWith("message 99");
        assertThat(call.code()).isEqualTo(Code.OK);
    }

    @Test
    void theEndOfTheClientsSideIsNoEndOfTheServers() {
        // Given
        RpcCall call = client.start(RpcMethods.HOLD).sendLast(new byte[0]);
        await().until(() -> server.inFlight() == 1);

        // When
        server.release();

        // Then
        assertThat(call.answer()).isEqualTo("srv1");
    }

    @Test
    void aServerMayEndWhatItsClientHasNotEnded() {
        // Given
        MethodDescriptor<byte[], byte[]> unknown = RpcMethods.CHAT.toBuilder()
                .setFullMethodName("fairlead.Test/Unknown")
                .build();

        // When
        RpcCall call = client.start(unknown).send(new byte[100]);

        // Then
        assertThat(call.status().getCode()).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @ParameterizedTest
    @CsvSource({"1, CANCELLED", "5, NOT_FOUND", "14, UNAVAILABLE", "16, UNAUTHENTICATED"})
    void anAnswerOfTrailersAloneKeepsItsStatusAndMessage(int number, Code code) {
        // Given
        String description = "100 % of „nothing“\nat all";

        // When
        RpcCall call = client.start(RpcMethods.FAIL).sendLast(bytes(number + " " + description));

        // Then
        assertThat(call.status().getCode()).isEqualTo(code);
        assertThat(call.status().getDescription()).isEqualTo(description);
    }

    @Test
    void aStatusBehindMessagesComesBehindThem() {
        // When
        RpcCall call = client.start(RpcMethods.STREAM).sendLast(bytes("3 10 8"));

        // Then
        assertThat(call.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(call.untaken()).isEqualTo(3);
    }

    @Test
    void metadataComesAsItWasSentBothWays() {
        // Given
        Metadata metadata = new Metadata();
        Metadata.Key<String> text = key("echo-text");
        Metadata.Key<byte[]> binary = binaryKey("echo-binary-bin");
        Metadata.Key<String> large = key("echo-large");
        List<String> texts = List.of("one", "", "two, three", "one");
        List<byte[]> binaries = List.of(new byte[0], new byte[] {0, -1, 13, 10}, new byte[] {127});
        texts.forEach(value -> metadata.put(text, value));
        binaries.forEach(value -> metadata.put(binary, value));
        metadata.put(large, "x".repeat(4000));

        // When
        RpcCall call = client.start(RpcMethods.NAME, metadata).sendLast(new byte[0]);

        // Then
        assertThat(call.code()).isEqualTo(Code.OK);
        for (Metadata each : List.of(server.requests().remove().metadata(), call.headers(), call.trailers())) {
            assertThat(each.getAll(text)).containsExactlyElementsOf(texts);
            assertThat(each.getAll(binary)).containsExactlyElementsOf(binaries);
            assertThat(each.get(large)).hasSize(4000);
        }
    }

    @Test
    void theServerIsSentWhatItWouldBeSentWithoutAProxy() throws Exception {
        // Given
        Http2Server seeing = scene.open(Http2Server.start(RpcRelayTest::sayOk));
        TestProxy between = scene.proxy(Configs.of(seeing.address()).modeGrpc());
        List<String> direct = headersOf(seeing, seeing.address());

        // When
        List<String> proxied = headersOf(seeing, between.address());

        // Then
        assertThat(proxied)
                .isEqualTo(direct)
                .contains(
                        ":authority: shop.example:8443",
                        ":scheme: http",
                        "te: trailers",
                        "user-agent: tester/1 grpc-java-netty/1.85.1");
    }

    @Test
    void compressedMessagesStayCompressed() throws Exception {
        // Given
        CallOptions compressed = CallOptions.DEFAULT.withCompression("gzip");
        byte[] message = new byte[1 << 20];

        // When
        RpcCall call = client.start(RpcMethods.ECHO, new Metadata(), compressed).sendLast(message);

        // Then
        assertThat(call.next()).isEqualTo(message);
        assertThat(server.requests().remove().metadata().get(key("grpc-encoding")))
                .isEqualTo("gzip");
        assertThat(call.headers().get(key("grpc-encoding"))).isEqualTo("gzip");
    }

    @Test
    void aClientThatCancelsCancelsAtTheServer() {
        // Given
        RpcCall call = client.hold();
        await().until(() -> server.inFlight() == 1);

        // When
        call.cancel();

        // Then
        await().until(() -> server.cancelled() == 1);
        assertThat(server.inFlight()).isZero();
        assertThat(client.serverName()).isEqualTo("srv1");
    }

    @Test
    void aClientThatIsGoneCancelsAllThatItHad() throws Exception {
        // Given
        RpcClient other = scene.client(proxy);
        other.hold(30);
        RpcCall stays = client.hold();
        await().until(() -> server.inFlight() == 31);

        // When
        other.close();

        // Then
        await().until(() -> server.cancelled() == 30);
        server.release();
        assertThat(stays.answer()).isEqualTo("srv1");
    }

    @ParameterizedTest
    @CsvSource({
        "INTERNAL_ERROR, INTERNAL",
        "CANCEL, CANCELLED",
        "ENHANCE_YOUR_CALM, RESOURCE_EXHAUSTED",
        "INADEQUATE_SECURITY, PERMISSION_DENIED"
    })
    void aStreamThatTheServerResetsIsResetWithItsCode(Http2Error error, Code code) throws Exception {
        // Given
        Http2Server resetting = scene.open(Http2Server.start(
                (connection, stream) -> connection.write(new DefaultHttp2ResetFrame(error).stream(stream))));
        RpcClient direct = scene.open(RpcClient.of(resetting.address()));
        RpcClient proxied =
                scene.client(scene.proxy(Configs.of(resetting.address()).modeGrpc()));

        // When
        Status status = proxied.ask().status();

        // Then
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo(direct.ask().status().getDescription());
        assertThat(resetting.requests()).as("one of each").hasSize(2);
    }

    /** A client might take the code for one of a call that nobody has begun. */
    @Test
    void aStreamThatIsResetWithNoErrorBeforeItsEndIsAnInternalError() throws Exception {
        // Given
        Http2Server resetting = scene.open(Http2Server.start((connection, stream) ->
                connection.write(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR).stream(stream))));
        RpcClient proxied =
                scene.client(scene.proxy(Configs.of(resetting.address()).modeGrpc()));

        // When
        RpcCall call = proxied.ask();

        // Then
        assertThat(call.code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void aDeadlineIsPassedOn() {
        // When
        RpcCall call = client.start(RpcMethods.NAME, LONG).sendLast(new byte[0]);

        // Then
        assertThat(call.answer()).isEqualTo("srv1");
        assertThat(server.requests().remove().millisLeft()).isBetween(LONG.toMillis() / 2, LONG.toMillis());
    }

    @Test
    void aDeadlineIsPassedOnWithoutTheTimeThatTheRpcHasWaited() throws Exception {
        // Given
        Duration wait = Duration.ofMillis(1500);
        TestProxy limited = scene.proxy(RpcScene.config(List.of(server))
                .timeouts(LONG, null, null)
                .backend(backend -> backend.maxConnectionsPerServer(1)));
        RpcClient waiting = scene.client(limited);
        RpcCall holder = waiting.hold();
        await().until(() -> server.inFlight() == 1);
        RpcCall call = waiting.start(RpcMethods.NAME, LONG).sendLast(new byte[0]);
        await().during(wait).atMost(LONG).until(() -> !call.isOver());

        // When
        server.release();

        // Then
        assertThat(holder.answer()).isEqualTo("srv1");
        assertThat(call.answer()).isEqualTo("srv1");
        RpcRequest last = List.copyOf(server.requests()).getLast();
        assertThat(last.millisLeft()).isLessThanOrEqualTo(LONG.minus(wait).toMillis());
    }

    @Test
    void aDeadlineThatNobodyElseMindsEndsTheRpc() throws Exception {
        // Given
        Http2Server silent = scene.open(Http2Server.start((connection, stream) -> {}));
        RpcClient careless =
                scene.client(scene.proxy(Configs.of(silent.address()).modeGrpc()));
        Metadata timeout = new Metadata();
        timeout.put(key("grpc-timeout"), "300m");

        // When
        RpcCall call = careless.start(RpcMethods.NAME, timeout).sendLast(new byte[0]);

        // Then
        assertThat(call.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(call.status().getDescription()).isEqualTo("the deadline of the RPC is over");
        await().until(() -> silent.resets().size() == 1);
        assertThat(silent.resets()).containsExactly(Http2Error.CANCEL.code());
    }

    @Test
    void manyRpcsShareOneConnection() {
        // When
        List<RpcCall> calls = client.ask(1000);

        // Then
        assertThat(calls).extracting(RpcCall::answer).containsOnly("srv1");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(proxy.listenerStats().connections().sum()).isEqualTo(1);
    }

    @Test
    void largeMessagesAndSmallOnesShareOneConnection() throws Exception {
        // Given
        byte[] large = new byte[4 << 20];
        List<RpcCall> slow = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            slow.add(client.start(RpcMethods.ECHO).sendLast(large));
        }

        // When
        List<RpcCall> quick = client.ask(50);

        // Then
        assertThat(quick).extracting(RpcCall::answer).containsOnly("srv1");
        for (RpcCall call : slow) {
            assertThat(call.next()).isEqualTo(large);
            assertThat(call.code()).isEqualTo(Code.OK);
        }
    }

    private static void sayOk(ChannelHandlerContext connection, Http2FrameStream stream) {
        DefaultHttp2Headers headers = new DefaultHttp2Headers();
        headers.status("200").set("content-type", "application/grpc").set("grpc-status", "0");
        connection.write(new DefaultHttp2HeadersFrame(headers, true).stream(stream));
    }

    /** Returns the fields, by name, with which an RPC by way of {@code address} came to {@code server}. */
    private List<String> headersOf(Http2Server server, InetSocketAddress address) {
        RpcClient named = scene.open(RpcClient.of(
                address,
                builder -> builder.overrideAuthority("shop.example:8443").userAgent("tester/1")));
        Metadata metadata = new Metadata();
        metadata.put(key("authorization"), "Bearer of news");
        metadata.put(key("x-repeated"), "1");
        metadata.put(key("x-repeated"), "2");
        named.start(RpcMethods.NAME, metadata).sendLast(new byte[0]).status();
        TreeMap<String, List<String>> fields = new TreeMap<>();
        for (var field : server.requests().remove().headers()) {
            fields.computeIfAbsent(field.getKey().toString(), name -> new ArrayList<>())
                    .add(field.getValue().toString());
        }
        return fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> field.getKey() + ": " + value))
                .toList();
    }
}
