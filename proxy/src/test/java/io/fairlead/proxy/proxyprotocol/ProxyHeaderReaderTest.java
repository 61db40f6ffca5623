package io.fairlead.proxy.proxyprotocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.transport.Rejection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyHeaderReaderTest {

    private static final InetSocketAddress PEER = new InetSocketAddress("10.0.0.1", 5000);
    private static final InetSocketAddress LISTENER = new InetSocketAddress("10.0.0.2", 50051);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final List<Object> outcomes = new ArrayList<>();

    ProxyHeaderReaderTest() {
        ProxyHeaderReader.read(
                channel,
                new Origin(PEER, LISTENER, null, null),
                Duration.ofSeconds(3),
                new ProxyHeaderReader.Outcome() {
                    @Override
                    public void headerRead(Origin origin) {
                        outcomes.add(origin);
                    }

                    @Override
                    public void headerRefused(Rejection reason) {
                        outcomes.add(reason);
                    }
                });
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    static Stream<String> headers() {
        return Stream.of(Headers.V1_TCP4, Headers.V1_TCP6, Headers.V2_TCP4, Headers.V2_TCP6, Headers.V2_LOCAL);
    }

    @ParameterizedTest
    @MethodSource
    void tellsOfTheClientThatTheHeaderNames(String header, Origin expected) {
        // When
        send(header);

        // Then
        assertThat(outcomes).containsExactly(expected);
    }

    static Stream<Arguments> tellsOfTheClientThatTheHeaderNames() {
        Origin ipv4 = origin("198.51.100.7", "203.0.113.9", null, null);
        Origin ipv6 = origin("2001:db8::7", "2001:db8::9", null, null);
        String tlvs = Headers.tlv(0x04, "padding") + Headers.tlv(0x05, "id\u00ff7") + Headers.tlv(0x02, "echo.example");
        return Stream.of(
                Arguments.of(Headers.V1_TCP4, ipv4),
                Arguments.of(Headers.V1_TCP6, ipv6),
                Arguments.of(Headers.V2_TCP4, ipv4),
                Arguments.of(Headers.V2_TCP6, ipv6),
                Arguments.of(Headers.v2(0x21, 0x21, Headers.mapped()), ipv4),
                Arguments.of("PROXY TCP6 ::ffff:198.51.100.7 ::ffff:203.0.113.9 40000 443\r\n", ipv4),
                Arguments.of(
                        Headers.v2(0x21, 0x11, Headers.addresses4() + tlvs),
                        origin("198.51.100.7", "203.0.113.9", "id\u00ff7", "echo.example")),
                Arguments.of(
                        Headers.v2(0x21, 0x11, Headers.addresses4() + Headers.tlv(0xe0, "x".repeat(16_000))), ipv4));
    }

    private static Origin origin(
            String source, String destination, @Nullable String uniqueId, @Nullable String authority) {
        return new Origin(
                new InetSocketAddress(source, 40000), new InetSocketAddress(destination, 443), uniqueId, authority);
    }

    @ParameterizedTest
    @MethodSource
    void leavesTheConnectionItsAddressesWhereTheHeaderNamesNoClient(String header) {
        // When
        send(header);

        // Then
        assertThat(outcomes).containsExactly(new Origin(PEER, LISTENER, null, null));
    }

    static Stream<String> leavesTheConnectionItsAddressesWhereTheHeaderNamesNoClient() {
        return Stream.of(
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN ff::1 ff::2 1 2\r\n",
                Headers.V2_LOCAL,
                Headers.v2(0x20, 0x11, Headers.addresses4()),
                Headers.v2(0x21, 0x00, ""),
                Headers.v2(0x21, 0x12, Headers.addresses4()),
                Headers.v2(0x21, 0x31, "\0".repeat(216)));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void readsAHeaderThatComesByteByByte(String header) {
        // When
        for (int i = 0; i < header.length(); i++) {
            assertThat(outcomes).isEmpty();
            send(header.substring(i, i + 1));
        }

        // Then
        assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Origin.class);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void passesOnWhatFollowsTheHeaderWithoutTouchingIt(String header) {
        // Given
        String data = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + header;

        // When
        send(header + data.substring(0, 5));
        send(data.substring(5));

        // Then
        assertThat(received()).isEqualTo(data);
        assertThat(outcomes).hasSize(1);
        assertThat(channel.pipeline().names()).noneMatch(name -> name.contains("HAProxy") || name.contains("Header"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNoHeader(String bytes) {
        // When
        send(bytes);

        // Then
        assertThat(outcomes).containsExactly(Rejection.PROXY_HEADER);
        assertThat(channel.isOpen()).isFalse();
        assertThat(received()).isEmpty();
    }

    static Stream<String> refusesWhatIsNoHeader() {
        String addresses = Headers.addresses4();
        return Stream.of(
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "PROXY TCP4 198.51.100.7 203.0.113.9 40000\r\n",
                "PROXY TCP4 198.51.100.7 203.0.113.9 40000 65536\r\n",
                "PROXY TCP4 198.51.100.256 203.0.113.9 40000 443\r\n",
                "PROXY TCP4 2001:db8::7 2001:db8::9 40000 443\r\n",
                "PROXY TCP6 198.51.100.7 203.0.113.9 40000 443\r\n",
                "PROXY UDP4 198.51.100.7 203.0.113.9 40000 443\r\n",
                "PROXY UNKNOWN" + " ".repeat(100),
                "proxy TCP4 198.51.100.7 203.0.113.9 40000 443\r\n" + Headers.V1_TCP4,
                Headers.v2(0x11, 0x11, addresses),
                Headers.v2(0x22, 0x11, addresses),
                Headers.v2(0x21, 0x41, addresses),
                Headers.v2(0x21, 0x11, addresses.substring(1)),
                Headers.v2(0x21, 0x21, Headers.addresses6().substring(1)),
                Headers.v2(0x21, 0x11, addresses + "\u0005\0\u0007id"),
                Headers.v2(0x21, 0x11, addresses + Headers.tlv(0x05, "x".repeat(129))),
                Headers.v2(0x21, 0x11, addresses + Headers.tlv(0x02, "x".repeat(256))),
                Headers.v2(0x21, 0x11, addresses + Headers.tlv(0xe0, "x".repeat(20_000))));
    }

    @Test
    void holdsNoMoreOfAHeaderThatIsTooLongThanAHeaderMayHave() {
        // Given
        String tooLong = Headers.v2(0x21, 0x11, Headers.addresses4() + Headers.tlv(0xe0, "x".repeat(60_000)));

        // When
        send(tooLong.substring(0, 17_000));

        // Then
        assertThat(outcomes).containsExactly(Rejection.PROXY_HEADER);
    }

    @Test
    void refusesAHeaderThatIsNotCompleteInTime() {
        // Given
        send(Headers.V1_TCP4.substring(0, 20));
        pass(Duration.ofMillis(2999));
        assertThat(outcomes).isEmpty();

        // When
        pass(Duration.ofMillis(1));

        // Then
        assertThat(outcomes).containsExactly(Rejection.PROXY_HEADER_TIMEOUT);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void hasNoSayAfterTheHeader() {
        // Given
        send(Headers.V1_TCP4);

        // When
        pass(Duration.ofSeconds(10));
        channel.close();

        // Then
        assertThat(outcomes).hasSize(1).hasOnlyElementsOfType(Origin.class);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void saysThatAPeerClosedBeforeTheHeaderWasComplete(String header) {
        // Given
        send(header.substring(0, header.length() - 1));

        // When
        channel.close();

        // Then
        assertThat(outcomes).containsExactly(Rejection.PROXY_HEADER_MISSING);
    }

    @Test
    void takesAResetForAClose() {
        // When
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        // Then
        assertThat(outcomes).containsExactly(Rejection.PROXY_HEADER_MISSING);
        assertThat(channel.isOpen()).isFalse();
    }

    private void pass(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private void send(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
    }

    private String received() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            text.append(next.toString(ISO_8859_1));
            next.release();
        }
        return text.toString();
    }
}
