package io.fairlead.proxy.balance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins the hash: proxies of different versions that run side by side must agree on whose a client is. */
class HashTest {

    @ParameterizedTest
    @CsvSource({"0, e220a8397b1dcdaf", "1, 910a2dec89025cc1", "-1, e4d971771b652c20"})
    void numbersMixToKnownValues(long value, String expected) {
        // When
        long mixed = Hash.mix(value);

        // Then
        assertThat(Long.toHexString(mixed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 6232969000262121",
        "b, 42f3a9364c476be3",
        "ab, bab05366f2a34124",
        "ba, df23caf299baaf3b",
        "0123456789abcdef, 51127322330107a0",
        "/shop.Cart/GetItem, af3f87e61c066bf1",
        "/shop.Cart/GetItems12345, 8d0265faf8e6a107"
    })
    void bytesHashToKnownValues(String bytes, String expected) {
        // When
        long hash = Hash.of(bytes.getBytes(UTF_8));

        // Then
        assertThat(Long.toHexString(hash)).isEqualTo(expected);
    }

    @Test
    void oneBitChangesAboutHalfOfTheHash() {
        // Given
        long bits = 0;
        int pairs = 0;

        // When
        for (int value = 0; value < 1000; value++) {
            for (int bit = 0; bit < 32; bit++) {
                bits += Long.bitCount(Hash.of(bytes(value)) ^ Hash.of(bytes(value ^ (1 << bit))));
                pairs++;
            }
        }

        // Then
        assertThat((double) bits / pairs).isBetween(31.5, 32.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16, 17, 24, 31, 100})
    void eachByteCounts(int length) {
        // Given
        byte[] bytes = new byte[length];
        long unchanged = Hash.of(bytes);

        // When
        long[] changed = IntStream.range(0, length)
                .mapToLong(i -> {
                    byte[] other = bytes.clone();
                    other[i] = 1;
                    return Hash.of(other);
                })
                .toArray();

        // Then
        assertThat(changed).doesNotContain(unchanged).doesNotHaveDuplicates();
    }

    @Test
    void theLengthCounts() {
        // Given
        int longest = 64;

        // When
        long[] hashes = IntStream.rangeClosed(0, longest)
                .mapToLong(length -> Hash.of(new byte[length]))
                .toArray();

        // Then
        assertThat(hashes).doesNotHaveDuplicates();
    }

    private static byte[] bytes(int value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }
}
