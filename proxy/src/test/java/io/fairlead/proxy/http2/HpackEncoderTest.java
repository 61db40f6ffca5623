package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Texts.bytes;
import static io.fairlead.proxy.http2.Texts.fields;
import static io.fairlead.proxy.http2.Texts.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpackEncoderTest {

    private final HpackEncoder encoder = new HpackEncoder(new HeaderScratch());

    @Test
    void writesWhatIsInTheStaticTableAsAnIndex() {
        assertThat(encode(":method", "POST", ":scheme", "https", ":path", "/", ":status", "500", "age", ""))
                .isEqualTo("83 87 84 8e 95".replace(" ", ""));
    }

    @Test
    void putsAFieldIntoTheTableWhenItIsSeenAgain() {
        // When
        Stream<String> blocks = Stream.of("first", "second", "third").map(time -> encode("x-a", "b"));

        // Then
        assertThat(blocks).containsExactly("0003782d610162", "4003782d610162", "be");
    }

    @Test
    void namesAFieldByAnEntryOfEitherTable() {
        // Given
        encode("x-a", "b", ":path", "/a");
        encode("x-a", "b", ":path", "/a");

        // When
        String block = encode("x-a", "c", ":path", "/b");

        // Then
        assertThat(block).isEqualTo("0f300163" + "04022f62");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc-timeout", "content-length"})
    void neverPutsIntoTheTableWhatChangesEachTime(String name) {
        // Given
        encode(name, "1");
        encode(name, "1");

        // When
        String block = encode(name, "1");

        // Then
        assertThat(hex(block).getByte(0) & 0xf0).isEqualTo(Representation.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key", "x-auth-token"})
    void writesSecretsAsNeverIndexed(String name) {
        // Given
        encode(name, "1");
        encode(name, "1");

        // When
        String block = encode(name, "1");

        // Then
        assertThat(hex(block).getByte(0) & 0xf0).isEqualTo(Representation.NEVER_INDEXED);
    }

    @Test
    void passesOnThatAFieldIsNeverIndexed() {
        // Given
        Fields fields = new Fields();
        fields.add(bytes(":methodGET"), 0, 7, 3, true);
        ByteBuf out = Unpooled.buffer();

        // When
        encoder.encode(out, fields);

        // Then
        assertThat(hex(out)).isEqualTo("1203474554");
    }

    @Test
    void putsNoLongFieldIntoTheTable() {
        // Given
        String value = "v".repeat(1025);
        encode("x-a", value);
        encode("x-a", value);

        // When
        String block = encode("x-a", value);

        // Then
        assertThat(block).hasSize(2 * (1 + 4 + 3 + 1025)).startsWith("0003782d61");
    }

    @Test
    void idsThatAreOtherEachTimeDriveOutNothing() {
        // Given
        Random random = new Random(1);
        String[] fields = {"x-always", "here", "x-trace", "", "x-span", ""};
        for (int i = 0; i < 1000; i++) {
            fields[3] = Long.toHexString(random.nextLong());
            fields[5] = Long.toHexString(random.nextLong());
            encode(fields);
        }

        // When
        String block = encode("x-always", "here");

        // Then
        assertThat(block).isEqualTo("be");
    }

    @Test
    void saysTheLeastAndTheLastSizeOfTheTableSinceTheLastBlock() {
        // Given
        encoder.maxTableSize(100);
        encoder.maxTableSize(0);
        encoder.maxTableSize(200);

        // When
        String block = encode();

        // Then
        assertThat(block).isEqualTo("20" + "3fa901");
        assertThat(encode()).isEmpty();
    }

    @Test
    void usesNoMoreOfALargerTable() {
        // Given
        encoder.maxTableSize(0xffff_ffffL);

        // When
        String block = encode();

        // Then
        assertThat(block).isEmpty();
    }

    @Test
    void forgetsWhatATableThatIsMadeSmallerDrops() {
        // Given
        encode("x-a", "b");
        encode("x-a", "b");
        encoder.maxTableSize(0);
        encoder.maxTableSize(4096);

        // When
        String block = encode("x-a", "b");

        // Then
        assertThat(block).isEqualTo("20" + "3fe11f" + "4003782d610162");
    }

    private String encode(String... namesAndValues) {
        ByteBuf out = Unpooled.buffer();
        encoder.encode(out, fields(namesAndValues));
        return hex(out);
    }
}
