package io.fairlead.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcHealthAnswerTest {

    private static final String SERVING = "00 00000002 0801";

    private final GrpcHealthAnswer answer = new GrpcHealthAnswer();

    @ParameterizedTest
    @CsvSource({
        "00 00000002 0801, 0, L7OK,",
        "00 00000000, 0, L7STS, UNKNOWN", // a field with its default is left out
        "00 00000002 0802, 0, L7STS, NOT_SERVING",
        "00 00000002 0863, 0, L7STS, 99",
        "00 0000000b 08ffffffffffffffffff01, 0, L7STS, -1",
        "00 00000006 12020801 0801, 0, L7OK,", // another field, which is skipped
        "00 00000004 0802 0801, 0, L7OK,", // the last one counts
        "00 00000002 0801, 14, L7STS, gRPC status UNAVAILABLE",
        "00 00000002 0801, 99, L7STS, gRPC status 99",
        "00 00000002 0801, , L7RSP, answer without gRPC status",
        "00 00000002 0801, OK, L7RSP, answer without a valid gRPC status",
        "00 00000002 0801, -1, L7RSP, answer without a valid gRPC status",
        "'', 0, L7RSP, answer is no HealthCheckResponse",
        "00 000000, 0, L7RSP, answer is no HealthCheckResponse",
        "01 00000002 0801, 0, L7RSP, answer is no HealthCheckResponse", // compressed
        "00 00000003 0801, 0, L7RSP, answer is no HealthCheckResponse", // cut short
        "00 00000002 0801 00 00000002 0801, 0, L7RSP, answer is no HealthCheckResponse", // two
        "00 00000001 08, 0, L7RSP, answer is no HealthCheckResponse",
        "00 00000001 0f, 0, L7RSP, answer is no HealthCheckResponse", // no such type of field
        "00 ffffffff 0801, 0, L7RSP, answer is no HealthCheckResponse",
    })
    void messageAndStatusDecide(
            String hex, @Nullable String grpcStatus, CheckResult expected, @Nullable String expectedMessage) {
        // Given
        answer.headers(status("200"), false);
        ProbeResult before = data(hex, false);

        // When
        ProbeResult result = answer.headers(trailers(grpcStatus), true);

        // Then
        assertThat(before).isNull();
        assertThat(result).isEqualTo(new ProbeResult(expected, expectedMessage));
    }

    @Test
    void aMessageInPartsIsPutTogether() {
        // Given
        answer.headers(status("200"), false);
        data("00 0000", false);
        data("0002 08", false);
        data("01", false);

        // When
        ProbeResult result = answer.headers(trailers("0"), true);

        // Then
        assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7OK, null));
    }

    @ParameterizedTest
    @CsvSource({"404", "503", "302"})
    void anotherHttpStatusIsAFailureAtOnce(String status) {
        // When
        ProbeResult result = answer.headers(status(status), false);

        // Then
        assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7STS, "HTTP status " + status));
    }

    @Test
    void informationalHeadersAreNoAnswerYet() {
        // Given
        answer.headers(status("103"), false);
        answer.headers(status("200"), false);
        data(SERVING, false);

        // When
        ProbeResult result = answer.headers(trailers("0"), true);

        // Then
        assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7OK, null));
    }

    @Test
    void anAnswerThatEndsWithoutTrailersHasNoStatus() {
        // Given
        answer.headers(status("200"), false);

        // When
        ProbeResult result = data(SERVING, true);

        // Then
        assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7RSP, "answer without gRPC status"));
    }

    @Test
    void anAnswerThatDoesNotEndIsCutOff() {
        // Given
        answer.headers(status("200"), false);
        data("00".repeat(4096), false);

        // When
        ProbeResult result = data("00", false);

        // Then
        assertThat(result).isEqualTo(new ProbeResult(CheckResult.L7RSP, "answer too long"));
    }

    private @Nullable ProbeResult data(String hex, boolean last) {
        return answer.data(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", ""))), last);
    }

    private static Http2Headers status(String status) {
        return new DefaultHttp2Headers().status(status);
    }

    private static Http2Headers trailers(@Nullable String grpcStatus) {
        Http2Headers headers = new DefaultHttp2Headers();
        return grpcStatus == null ? headers : headers.add("grpc-status", grpcStatus);
    }
}
