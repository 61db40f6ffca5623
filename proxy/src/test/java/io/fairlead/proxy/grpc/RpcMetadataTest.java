package io.fairlead.proxy.grpc;

import static io.fairlead.proxy.testing.rpc.RpcMethods.binaryKey;
import static io.fairlead.proxy.testing.rpc.RpcMethods.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Http2Server;
import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Metadata and other header fields come to the other side as grpc-java sent them. */
class RpcMetadataTest {

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
        Http2Server seeing = scene.open(Http2Server.start(RpcMetadataTest::sayOk));
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
