package io.fairlead.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientConnectionTest {

    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int STATUS_500 = 0x8e;

    private final ByteBuf out = Unpooled.buffer();
    private final ByteBuf in = Unpooled.buffer();
    private final List<Long> answered = new ArrayList<>();
    private final ClientConnection connection =
            new ClientConnection(MessageFrames.request("localhost", "/a"), () -> out, answered::add);

    @Test
    void tellsOfEachAnswerWhenItsCallWasDue() throws IOException {
        // Given
        connection.call(10);
        connection.call(20);
        MessageFrames.answer().write(3, in);
        MessageFrames.answer().write(1, in);

        // When
        connection.read(in);

        // Then
        assertThat(answered).containsExactly(20L, 10L);
    }

    @Test
    void readsNothingOfAFrameThatIsNotWhole() throws IOException {
        // Given
        connection.call(10);
        MessageFrames.answer().write(1, in);
        ByteBuf most = in.slice(0, in.readableBytes() - 1);

        // When
        connection.read(most);

        // Then
        assertThat(answered).isEmpty();
        assertThat(most.isReadable()).isTrue();
    }

    @Test
    void hasNoMoreCallsThanTheServerAllowsFor() throws IOException {
        // Given
        Frame.SETTINGS.write(in, Control.SETTING, 0, 0);
        in.writeShort(MAX_CONCURRENT_STREAMS).writeInt(2);
        connection.read(in);
        connection.call(10);
        boolean readyForTwo = connection.ready();

        // When
        connection.call(20);

        // Then
        assertThat(readyForTwo).isTrue();
        assertThat(connection.ready()).isFalse();
    }

    @Test
    void waitsForTheServersWindow() throws IOException {
        // Given
        int calls = Control.FIRST_WINDOW / MessageFrames.requestData();
        for (int i = 0; i < calls; i++) {
            connection.call(i);
            MessageFrames.answer().write(2 * i + 1, in);
        }
        connection.read(in);
        boolean readyBefore = connection.ready();
        Frame.WINDOW_UPDATE.write(in, Integer.BYTES, 0, 0);
        in.writeInt(MessageFrames.requestData());

        // When
        connection.read(in);

        // Then
        assertThat(readyBefore).isFalse();
        assertThat(connection.ready()).isTrue();
    }

    @Test
    void acknowledgesSettingsAndPings() throws IOException {
        // Given
        Frame.SETTINGS.write(in, 0, 0, 0);
        Frame.SETTINGS.write(in, 0, Frame.ACK, 0);
        Frame.PING.write(in, Long.BYTES, 0, 0);
        in.writeLong(4711);

        // When
        connection.read(in);

        // Then
        assertThat(Frame.readHead(out)).isEqualTo(new Frame.Head(Frame.SETTINGS, 0, Frame.ACK, 0));
        assertThat(Frame.readHead(out)).isEqualTo(new Frame.Head(Frame.PING, Long.BYTES, Frame.ACK, 0));
        assertThat(out.readLong()).isEqualTo(4711);
        assertThat(out.isReadable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Frame.class,
            names = {"GOAWAY", "RST_STREAM", "PUSH_PROMISE", "CONTINUATION"})
    void failsByAFrameThatEndsCallsOrIsNotExpected(Frame type) {
        // Given
        connection.call(10);
        type.write(in, 0, 0, 1);

        // When
        var failing = assertThatThrownBy(() -> connection.read(in));

        // Then
        failing.isInstanceOf(IOException.class)
                .hasMessageContaining(type.name())
                .hasMessageContaining("expected");
    }

    @Test
    void failsByAnotherStatus() {
        // Given
        connection.call(10);
        Frame.HEADERS.write(in, 1, Frame.END_HEADERS, 1);
        in.writeByte(STATUS_500);

        // When
        var failing = assertThatThrownBy(() -> connection.read(in));

        // Then
        failing.isInstanceOf(IOException.class).hasMessageContaining("expected: status 200");
    }

    @Test
    void failsByAnAnswerWithoutAMessage() {
        // Given
        connection.call(10);
        Frame.HEADERS.write(in, 1, Frame.END_HEADERS | Frame.END_STREAM, 1);
        in.writeByte(HeaderBlock.INDEXED | HeaderBlock.STATUS_200);

        // When
        var failing = assertThatThrownBy(() -> connection.read(in));

        // Then
        failing.isInstanceOf(IOException.class).hasMessageContaining("a message");
    }

    @Test
    void headerBlocksAreWhatADecoderUnderstands() throws Exception {
        // Given
        ByteBuf block = new HeaderBlock()
                .add(HeaderBlock.METHOD_POST)
                .add(HeaderBlock.PATH, "/bench")
                .add(HeaderBlock.CONTENT_TYPE, "application/grpc")
                .add("te", "trailers")
                .bytes();

        // When
        Http2Headers headers = new DefaultHttp2HeadersDecoder().decodeHeaders(1, block);

        // Then
        assertThat(headers.method()).hasToString("POST");
        assertThat(headers.path()).hasToString("/bench");
        assertThat(headers.get("content-type")).hasToString("application/grpc");
        assertThat(headers.get("te")).hasToString("trailers");
    }
}
