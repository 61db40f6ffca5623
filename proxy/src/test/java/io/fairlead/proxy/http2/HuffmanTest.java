package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.hex;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanTest {

    @Test
    void decodesTheExamplesOfTheRfc() {
        assertThat(decode("f1e3c2e5f23a6ba0ab90f4ff")).isEqualTo("www.example.com");
        assertThat(decode("a8eb10649cbf")).isEqualTo("no-cache");
        assertThat(decode("d07abe941054d444a8200595040b8166e082a62d1bff")).isEqualTo("Mon, 21 Oct 2013 20:13:21 GMT");
        assertThat(decode("")).isEmpty();
    }

    @Test
    void needsNoMorePlaceThanItSays() {
        // Given
        byte[] zeros = new byte[5]; // eight times the five bits of "0"

        // When
        int end = Huffman.decode(zeros, 0, zeros.length, new byte[Huffman.maxDecoded(zeros.length)], 0);

        // Then
        assertThat(end).isEqualTo(8);
    }

    /** Padding of eight bits, of zeros, the code for the end of the string, and a code that ends in its midst. */
    @ParameterizedTest
    @ValueSource(strings = {"ff", "f1e3c2e5f23a6ba0ab90f4ffff", "00", "fffffffc", "fffffffcff", "ffff", "fffe"})
    void refusesWhatIsNoCode(String octets) {
        assertThat(decode(octets)).isNull();
    }

    private static @Nullable String decode(String digits) {
        ByteBuf octets = hex(digits);
        int length = octets.readableBytes();
        byte[] out = new byte[Huffman.maxDecoded(length)];
        int end = Huffman.decode(octets.array(), 0, length, out, 0);
        return end < 0 ? null : new String(out, 0, end, ISO_8859_1);
    }
}
