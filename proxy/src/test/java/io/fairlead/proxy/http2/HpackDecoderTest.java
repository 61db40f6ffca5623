package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.hex;
import static io.fairlead.proxy.http2.Texts.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HpackDecoderTest {

    private static final int MAX_LIST = 16384;
    private static final int MAX_COUNT = 100;

    private static final List<String> FIRST_REQUEST =
            List.of(":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
    private static final List<String> SECOND_REQUEST = List.of(
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache");
    private static final List<String> THIRD_REQUEST = List.of(
            ":method: GET",
            ":scheme: https",
            ":path: /index.html",
            ":authority: www.example.com",
            "custom-key: custom-value");
    private static final List<String> FIRST_RESPONSE = List.of(
            ":status: 302",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    private static final List<String> SECOND_RESPONSE = List.of(
            ":status: 307",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    private static final List<String> THIRD_RESPONSE = List.of(
            ":status: 200",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:22 GMT",
            "location: https://www.example.com",
            "content-encoding: gzip",
            "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");

    private final Fields fields = new Fields();

    static Stream<Arguments> examplesOfTheRfc() {
        return Stream.of(
                Arguments.of(
                        "C.2.1",
                        4096,
                        List.of("400a637573746f6d2d6b65790d637573746f6d2d686561646572"),
                        List.of(List.of("custom-key: custom-header"))),
                Arguments.of(
                        "C.2.2",
                        4096,
                        List.of("040c2f73616d706c652f70617468"),
                        List.of(List.of(":path: /sample/path"))),
                Arguments.of(
                        "C.2.3",
                        4096,
                        List.of("100870617373776f726406736563726574"),
                        List.of(List.of("!password: secret"))),
                Arguments.of("C.2.4", 4096, List.of("82"), List.of(List.of(":method: GET"))),
                Arguments.of(
                        "C.3",
                        4096,
                        List.of(
                                "828684410f7777772e6578616d706c652e636f6d",
                                "828684be58086e6f2d6361636865",
                                "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"),
                        List.of(FIRST_REQUEST, SECOND_REQUEST, THIRD_REQUEST)),
                Arguments.of(
                        "C.4",
                        4096,
                        List.of(
                                "828684418cf1e3c2e5f23a6ba0ab90f4ff",
                                "828684be5886a8eb10649cbf",
                                "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"),
                        List.of(FIRST_REQUEST, SECOND_REQUEST, THIRD_REQUEST)),
                Arguments.of(
                        "C.5",
                        256,
                        List.of(
                                "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d54"
                                        + "6e1768747470733a2f2f7777772e6578616d706c652e636f6d",
                                "4803333037c1c0bf",
                                "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f"
                                        + "3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b20"
                                        + "76657273696f6e3d31"),
                        List.of(FIRST_RESPONSE, SECOND_RESPONSE, THIRD_RESPONSE)),
                Arguments.of(
                        "C.6",
                        256,
                        List.of(
                                "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f"
                                        + "0b97c8e9ae82ae43d3",
                                "4883640effc1c0bf",
                                "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335df"
                                        + "dfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007"),
                        List.of(FIRST_RESPONSE, SECOND_RESPONSE, THIRD_RESPONSE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examplesOfTheRfc")
    void decodesTheExamplesOfTheRfc(String section, int tableSize, List<String> blocks, List<List<String>> expected) {
        // Given
        HpackDecoder decoder = new HpackDecoder(tableSize);

        // When
        List<List<String>> decoded = blocks.stream()
                .map(block -> {
                    assertThat(decode(decoder, hex(block))).as(section).isEqualTo(Decoded.WHOLE);
                    return lines(fields);
                })
                .toList();

        // Then
        assertThat(decoded).isEqualTo(expected);
    }

    /**
     * Index 0, indexes and names beyond the tables, cut fields, integers and strings; integers that are too large or too long; a table that is
     * too large, and a size where none may be.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "be",
                "7e0161",
                "0f2f0161",
                "40",
                "4001",
                "400161",
                "40016102",
                "ff",
                "ff80",
                "ffffffffff0f",
                "ff8080808001",
                "ff808080808000",
                "007f8080808010",
                "00017fffffffff7f61",
                "3fe21f",
                "8220",
                "4182ffff"
            })
    void refusesWhatIsNoHeaderBlock(String octets) {
        assertThatExceptionOfType(ConnectionFault.class)
                .isThrownBy(() -> decode(new HpackDecoder(4096), hex(octets)))
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(ErrorCode.COMPRESSION_ERROR);
                    assertThat(fault.kind()).isEqualTo(Abuse.COMPRESSION);
                    assertThat(fault.getStackTrace()).isEmpty();
                });
    }

    @Test
    void takesSizesOfTheTableAtTheStartOfABlock() {
        // Given
        HpackDecoder decoder = new HpackDecoder(4096);
        decode(decoder, hex("4001610162"));

        // When
        decode(decoder, hex("20 3fe11f 4001630164 be"));

        // Then
        assertThat(lines(fields)).containsExactly("c: d", "c: d");
    }

    @Test
    void forgetsTheTableWhereItsSizeIsSetToNothing() {
        // Given
        HpackDecoder decoder = new HpackDecoder(4096);
        decode(decoder, hex("4001610162"));

        // When
        decode(decoder, hex("20"));

        // Then
        assertThatExceptionOfType(ConnectionFault.class).isThrownBy(() -> decode(decoder, hex("be")));
    }

    @Test
    void decodesABlockThatIsNotInAnArray() {
        // Given
        ByteBuf block = Unpooled.directBuffer().writeByte(0x55).writeByte(0x82).writeByte(0x86);
        block.skipBytes(1);

        // When
        decode(new HpackDecoder(4096), block);

        // Then
        assertThat(lines(fields)).containsExactly(":method: GET", ":scheme: http");
        assertThat(block.isReadable()).isFalse();
        block.release();
    }

    @Test
    void keepsTheFieldsBeforeTheOneThatMakesTheListTooLarge() {
        // Given
        HpackDecoder decoder = new HpackDecoder(4096);

        // When
        Decoded decoded = decoder.decode(hex("4001610162 4001630164 82"), fields, 70, MAX_COUNT);

        // Then
        assertThat(decoded).isEqualTo(Decoded.LIST_TOO_LARGE);
        assertThat(lines(fields)).containsExactly("a: b", "c: d");
    }

    @Test
    void keepsAsManyFieldsAsMayBe() {
        // Given
        HpackDecoder decoder = new HpackDecoder(4096);

        // When
        Decoded decoded = decoder.decode(hex("828684"), fields, MAX_LIST, 2);

        // Then
        assertThat(decoded).isEqualTo(Decoded.TOO_MANY);
        assertThat(lines(fields)).containsExactly(":method: GET", ":scheme: http");
    }

    @Test
    void keepsTheTableOfABlockWhoseFieldsItDoesNotKeep() {
        // Given
        HpackDecoder decoder = new HpackDecoder(4096);
        decoder.decode(hex("82 4001610162 0001630164 be 7e0165 1001660167 0f2f0168"), fields, MAX_LIST, 1);

        // When
        Decoded decoded = decode(decoder, hex("bebf"));

        // Then
        assertThat(decoded).isEqualTo(Decoded.WHOLE);
        assertThat(lines(fields)).containsExactly("a: e", "a: b");
    }

    @Test
    void aBombOfIndexesCostsItsOctetsAlone() {
        // Given
        HpackDecoder decoder = new HpackDecoder(4096);
        decoder.decode(hexAndZeros("400161 7fa11e", 4000, ""), fields, MAX_LIST, MAX_COUNT);
        ByteBuf bomb = Unpooled.buffer();
        for (int i = 0; i < 32_768; i++) {
            bomb.writeByte(0xbe);
        }

        // When
        Decoded decoded = decoder.decode(bomb, fields, MAX_LIST, Integer.MAX_VALUE);

        // Then
        assertThat(decoded).isEqualTo(Decoded.LIST_TOO_LARGE);
        assertThat(fields.listSize()).isEqualTo(4 * (4000 + 1 + 32));
        assertThat(fields.bytes().length).isLessThan(2 * MAX_LIST);
    }

    @Test
    void aBombOfEntriesWithALongNameEndsTheConnection() {
        // Given
        HpackDecoder decoder = new HpackDecoder(4096);
        decoder.decode(hexAndZeros("40 7fa11e", 4000, "00"), fields, MAX_LIST, MAX_COUNT);
        ByteBuf bomb = Unpooled.buffer();
        for (int i = 0; i < 16_384; i++) {
            bomb.writeByte(0x7e).writeByte(0);
        }

        // When
        assertThatExceptionOfType(ConnectionFault.class)
                .isThrownBy(() -> decoder.decode(bomb, fields, MAX_LIST, MAX_COUNT))
                // Then
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM);
                    assertThat(fault.kind()).isEqualTo(Abuse.HEADER_LIST);
                });
    }

    private static ByteBuf hexAndZeros(String before, int zeros, String after) {
        return Unpooled.buffer().writeBytes(hex(before)).writeZero(zeros).writeBytes(hex(after));
    }

    private Decoded decode(HpackDecoder decoder, ByteBuf block) {
        return decoder.decode(block, fields, MAX_LIST, MAX_COUNT);
    }
}
