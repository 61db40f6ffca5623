package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header blocks go to Netty's HPACK and come from it. */
class HpackInteropTest {

    private static final int BLOCKS = 2000;
    private static final int MAX_LIST = 1 << 20;

    private static final String[] NAMES = {
        ":authority", ":method", ":path", ":status", "content-type", "te", "user-agent", "grpc-timeout", "x-request-id",
        "grpc-status", "authorization", "accept-encoding", "x-b", "x-c", "x-d", "cookie", "traceparent",
                "content-length"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nettyDecodesWhatIsEncoded(long seed) throws Http2Exception {
        // Given
        Random random = new Random(seed);
        HpackEncoder encoder = new HpackEncoder(new HeaderScratch());
        DefaultHttp2HeadersDecoder netty = new DefaultHttp2HeadersDecoder(false, MAX_LIST);

        for (int i = 0; i < BLOCKS; i++) {
            if (random.nextInt(20) == 0) {
                int size = random.nextInt(3) == 0 ? 0 : random.nextInt(10_000);
                netty.maxHeaderTableSize(size);
                encoder.maxTableSize(size);
            }
            Fields fields = randomFields(random);
            ByteBuf block = Unpooled.buffer();

            // When
            encoder.encode(block, fields);

            // Then
            assertThat(lines(netty.decodeHeaders(3, block))).isEqualTo(Texts.lines(fields));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decodesWhatNettyEncodes(long seed) throws Http2Exception {
        // Given
        Random random = new Random(seed);
        DefaultHttp2HeadersEncoder netty = new DefaultHttp2HeadersEncoder(
                (name, value) -> AsciiString.contentEquals(name, "cookie"), true, 16, random.nextInt(20));
        HpackDecoder decoder = new HpackDecoder(4096);
        Fields decoded = new Fields();

        for (int i = 0; i < BLOCKS; i++) {
            if (random.nextInt(20) == 0) {
                netty.maxHeaderTableSize(random.nextInt(4097));
            }
            List<String> sent = new ArrayList<>();
            ByteBuf block = Unpooled.buffer();
            netty.encodeHeaders(3, headers(randomFields(random), sent), block);

            // When
            Decoded result = decoder.decode(block, decoded, MAX_LIST, Integer.MAX_VALUE);

            // Then
            assertThat(result).isEqualTo(Decoded.WHOLE);
            assertThat(Texts.lines(decoded)).isEqualTo(sent);
        }
    }

    @Test
    void decodesEachOctetOfTheHuffmanCode() throws Http2Exception {
        // Given
        DefaultHttp2HeadersEncoder netty = new DefaultHttp2HeadersEncoder((name, value) -> false, true, 16, 0);
        HpackDecoder decoder = new HpackDecoder(4096);
        Fields decoded = new Fields();

        for (char octet = 0; octet < 256; octet++) {
            // So many short codes that Netty takes the code for all.
            String value = "eeeeeeeeee" + octet + "0".repeat(octet % 8) + octet + "eeeeeeeeee";
            ByteBuf block = Unpooled.buffer();
            netty.encodeHeaders(3, headers(fields("x", value), new ArrayList<>()), block);
            assertThat(block.getUnsignedByte(block.writerIndex() - 3)).isNotEqualTo((short) 'e');

            // When
            decoder.decode(block, decoded, MAX_LIST, Integer.MAX_VALUE);

            // Then
            assertThat(Texts.lines(decoded)).containsExactly("x: " + value);
        }
    }

    private static Fields randomFields(Random random) {
        Fields fields = new Fields();
        // Netty's headers have pseudo-headers first.
        boolean pseudo = true;
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String name = NAMES[random.nextInt(NAMES.length)];
            if (random.nextInt(30) == 0) {
                name = "x-" + Integer.toHexString(random.nextInt());
            }
            pseudo &= name.startsWith(":");
            if (pseudo || !name.startsWith(":")) {
                fields.add(name, randomValue(random));
            }
        }
        return fields;
    }

    private static String randomValue(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> Long.toHexString(random.nextLong());
            case 2 -> "POST";
            case 3 -> "200";
            case 4 -> "v".repeat(random.nextInt(random.nextInt(20) == 0 ? 5000 : 200));
            case 5 -> octets(random);
            default -> "value-" + random.nextInt(30);
        };
    }

    private static String octets(Random random) {
        StringBuilder octets = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            octets.append((char) random.nextInt(256));
        }
        return octets.toString();
    }

    private static Http2Headers headers(Fields fields, List<String> sent) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        for (int i = 0; i < fields.count(); i++) {
            headers.add(new AsciiString(fields.name(i)), latin(fields, i));
            sent.add((fields.name(i).equals("cookie") ? "!" : "") + fields.name(i) + ": " + fields.value(i));
        }
        return headers;
    }

    private static AsciiString latin(Fields fields, int i) {
        return new AsciiString(fields.bytes(), fields.valueStart(i), fields.valueLength(i), true);
    }

    private static List<String> lines(Http2Headers headers) {
        List<String> lines = new ArrayList<>();
        headers.forEach(field -> lines.add(text(field.getKey()) + ": " + text(field.getValue())));
        return lines;
    }

    private static String text(CharSequence octets) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length(); i++) {
            text.append((char) (octets.charAt(i) & 0xff));
        }
        return text.toString();
    }
}
