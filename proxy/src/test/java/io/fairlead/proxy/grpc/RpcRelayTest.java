package io.fairlead.proxy.grpc;

import static io.fairlead.proxy.testing.rpc.RpcMethods.bytes;
import static io.fairlead.proxy.testing.rpc.RpcMethods.key;
import static io.fairlead.proxy.testing.rpc.RpcMethods.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RPCs of grpc-java's clients and servers are like through a listener of mode GRPC: as without one. */
class RpcRelayTest {

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
}
