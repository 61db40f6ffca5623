package io.fairlead.proxy.proxyprotocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.ProxyProtocolTlv;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import io.fairlead.api.v1alpha1.SendProxy;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyHeaderWriterTest {

    private static final SendProxy V1 = new SendProxy(ProxyProtocolVersion.V1, null);
    private static final SendProxy V2 = new SendProxy(ProxyProtocolVersion.V2, null);

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @MethodSource
    void writesTheHeaderOfTheClient(SendProxy config, Origin origin, String expected) {
        // When
        String header = write(config, origin);

        // Then
        assertThat(header).isEqualTo(expected);
    }

    static Stream<Arguments> writesTheHeaderOfTheClient() {
        Origin ipv4 = origin("198.51.100.7", "203.0.113.9", "id7", "echo.example");
        Origin ipv6 = origin("2001:db8::7", "2001:db8::9", null, null);
        Origin both = origin("198.51.100.7", "2001:db8::9", null, null);
        String mixed = Headers.mapped().substring(0, 16) + Headers.addresses6().substring(16);
        SendProxy tlvs =
                new SendProxy(ProxyProtocolVersion.V2, List.of(ProxyProtocolTlv.Authority, ProxyProtocolTlv.UniqueId));
        return Stream.of(
                Arguments.of(V1, ipv4, Headers.V1_TCP4),
                Arguments.of(V1, ipv6, Headers.V1_TCP6),
                Arguments.of(V1, both, "PROXY TCP6 ::ffff:198.51.100.7 2001:db8::9 40000 443\r\n"),
                Arguments.of(V2, ipv4, Headers.V2_TCP4),
                Arguments.of(V2, ipv6, Headers.V2_TCP6),
                Arguments.of(V2, both, Headers.v2(0x21, 0x21, mixed)),
                Arguments.of(
                        tlvs,
                        ipv4,
                        Headers.v2(
                                0x21,
                                0x11,
                                Headers.addresses4() + Headers.tlv(0x02, "echo.example") + Headers.tlv(0x05, "id7"))));
    }

    @Test
    void identifiesEachConnectionThatHasNoIdentifierYet() {
        // Given
        SendProxy config = new SendProxy(ProxyProtocolVersion.V2, List.of(ProxyProtocolTlv.UniqueId));
        Origin origin = origin("198.51.100.7", "203.0.113.9", null, null);

        // When
        String first = write(config, origin);
        String second = write(config, origin);

        // Then
        int header = Headers.V2_TCP4.length();
        assertThat(first.substring(header)).matches("(?s)\u0005\0 [0-9a-f]{32}");
        assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
    }

    @Test
    void saysNothingOfAHostNameThatNoHeaderCarried() {
        // Given
        SendProxy config = new SendProxy(ProxyProtocolVersion.V2, List.of(ProxyProtocolTlv.Authority));

        // When
        String header = write(config, origin("198.51.100.7", "203.0.113.9", null, null));

        // Then
        assertThat(header).isEqualTo(Headers.V2_TCP4);
    }

    @Test
    void leavesNothingInThePipeline() {
        // Given
        List<String> before = channel.pipeline().names();

        // When
        write(V2, origin("198.51.100.7", "203.0.113.9", null, null));

        // Then
        assertThat(channel.pipeline().names()).isEqualTo(before);
    }

    private static Origin origin(
            String source, String destination, @Nullable String uniqueId, @Nullable String authority) {
        return new Origin(
                new InetSocketAddress(source, 40000), new InetSocketAddress(destination, 443), uniqueId, authority);
    }

    private String write(SendProxy config, Origin origin) {
        ProxyHeaderWriter.write(channel, config, origin);
        channel.flush();
        ByteBuf written = channel.readOutbound();
        try {
            return written.toString(ISO_8859_1);
        } finally {
            written.release();
        }
    }
}
