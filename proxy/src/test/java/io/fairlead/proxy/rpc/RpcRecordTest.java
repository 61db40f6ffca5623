package io.fairlead.proxy.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcRecordTest {

    @ParameterizedTest
    @CsvSource({
        "4, 1020, 4,    1020",
        "4, 1021, 4,    1020",
        "4, 9000, 4,    1020",
        "2000, 5, 1024, 0",
    })
    void holdsNoMoreOfALongRequestThanALogShows(int method, int path, int shortMethod, int shortPath) {
        // When
        RpcRecord rpc = new RpcRecordBuilder()
                .request("M".repeat(method), "p".repeat(path))
                .build();

        // Then
        assertThat(rpc.method()).isEqualTo("M".repeat(shortMethod));
        assertThat(rpc.path()).isEqualTo("p".repeat(shortPath));
    }
}
