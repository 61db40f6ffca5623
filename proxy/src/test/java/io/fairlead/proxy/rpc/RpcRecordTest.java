package io.fairlead.proxy.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcRecordTest {

    @ParameterizedTest
    @CsvSource({
        "POST,   /abcd,    9, POST, /abcd",
        "POST,   /abcde,   9, POST, /abcd",
        "POSTPOST, /abcd,  6, POSTPO, ''",
    })
    void cutsOffWhatIsTooLongOfARequestAndNothingElse(
            String method, String path, int length, String shortMethod, String shortPath) {
        // Given
        RpcRecord rpc = new RpcRecordBuilder().request(method, path).build();

        // When
        RpcRecord shortened = rpc.withRequestWithin(length);

        // Then
        assertThat(shortened)
                .isEqualTo(
                        new RpcRecordBuilder().request(shortMethod, shortPath).build());
    }
}
