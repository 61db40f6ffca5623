package io.fairlead.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.rpc.RpcRecord;
import io.fairlead.proxy.rpc.RpcRecordBuilder;
import io.fairlead.proxy.tcp.Termination;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpLogFormatTest {

    private static final String ORDINARY =
            "10.0.1.2:33313 [22/Nov/2026:10:15:42.123] grpc echo/srv1 0/0/1/12/15 200 212"
                    + " - - ---- 9/8/7/3/0 0/0 \"POST /echo.Echo/Say HTTP/2.0\" 0 1/1 93/212";

    @Test
    void writesAnOrdinaryRpcAsHaproxyDoesAndThenWhatGrpcAdds() {
        // Given
        RpcRecord rpc = new RpcRecordBuilder().build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line).isEqualTo(ORDINARY);
    }

    @Test
    void writesTheLineThatItsDocumentationShows() throws IOException {
        // Given
        RpcRecord rpc = new RpcRecordBuilder().build();

        // When
        String line = line(rpc);

        // Then
        assertThat(Files.readString(Path.of("../docs/access-log.md"))).contains("\n" + line + "\n");
    }

    @Test
    void writesWhatTheProxyAnsweredWhereNoServerWasPicked() {
        // Given
        RpcRecord rpc = new RpcRecordBuilder()
                .noServer()
                .times(-1, -1, -1, 0)
                .bytes(0, 0)
                .messages(0, 0)
                .status(200, 14)
                .termination(Termination.SERVER_ABORT_CONNECT)
                .retries(3, false)
                .build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line)
                .isEqualTo("10.0.1.2:33313 [22/Nov/2026:10:15:42.123] grpc echo/<NOSRV> 0/-1/-1/-1/0 200 0"
                        + " - - SC-- 9/8/7/3/3 0/0 \"POST /echo.Echo/Say HTTP/2.0\" 14 0/0 0/0");
    }

    @Test
    void writesMinusOneForStatusesOfAClientThatLeftBeforeThereWasAny() {
        // Given
        RpcRecord rpc = new RpcRecordBuilder()
                .status(-1, -1)
                .times(0, 1, -1, 7)
                .bytes(93, 0)
                .messages(1, 0)
                .termination(Termination.CLIENT_ABORT_DATA)
                .build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line)
                .contains(" 0/0/1/-1/7 -1 0 - - CD-- ")
                .endsWith(" \"POST /echo.Echo/Say HTTP/2.0\" -1 1/0 93/0");
    }

    @Test
    void writesRequestsThatAreNotGrpc() {
        // Given
        RpcRecord rpc = new RpcRecordBuilder()
                .request("GET", "/healthz?full=1")
                .plainHttp(404)
                .build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line).contains(" 404 212 - - ").endsWith(" \"GET /healthz?full=1 HTTP/2.0\" -1 0/0 93/212");
    }

    @Test
    void writesWaitsPlacesInQueuesAndRetries() {
        // Given
        RpcRecord rpc = new RpcRecordBuilder()
                .times(250, 2, 12, 264)
                .queued(3, 17)
                .retries(1, true)
                .build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line).contains(" echo/srv1 0/250/2/12/264 ").contains(" 9/8/7/3/+1 3/17 \"");
    }

    @Test
    void writesAStreamOfManyMessages() {
        // Given
        RpcRecord rpc = new RpcRecordBuilder()
                .messages(2_000, 3_000_000_000L)
                .bytes(20_000, 33_000_000_000L)
                .build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line).contains(" 200 33000000000 - - ").endsWith(" 0 2000/3000000000 20000/33000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "'/a\r\nb',          /a#0D#0Ab",
        "'/a\tb',            /a#09b",
        "'/\u0000',          /#00",
        "'/\u001b[31m',      /#1B[31m",
        "'/\u007f',          /#7F",
        "'/\u00c3\u00bc',    /#C3#BC",
        "'/#fragment',       /#23fragment",
        "'/a b',             /a b",
        "'/\" 0 1/1 9/9',    /#22 0 1/1 9/9",
        "'/\\',              /\\",
    })
    void writesWhatCouldBreakALineOrTheQuotesInHexadecimal(String path, String expected) {
        // Given
        RpcRecord rpc = new RpcRecordBuilder().path(path).build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line).isEqualTo(ORDINARY.replace("/echo.Echo/Say", expected));
    }

    @Test
    void escapesTheMethodToo() {
        // Given
        RpcRecord rpc =
                new RpcRecordBuilder().request("PO\"ST\n", "/echo.Echo/Say").build();

        // When
        String line = line(rpc);

        // Then
        assertThat(line).contains(" \"PO#22ST#0A /echo.Echo/Say HTTP/2.0\" ");
    }

    @Test
    void writesClientsAndTimesAsTheLinesOfConnectionsDo() {
        // Given
        RpcRecord rpc = new RpcRecordBuilder()
                .client(new InetSocketAddress("2001:db8::7", 50123))
                .began(Instant.parse("2026-01-31T23:59:59.999Z"))
                .build();
        StringBuilder line = new StringBuilder();

        // When
        new HttpLogFormat(ZoneId.of("Europe/Berlin")).append(rpc, line);

        // Then
        assertThat(line).startsWith("2001:db8::7:50123 [01/Feb/2026:00:59:59.999] grpc ");
    }

    private static String line(RpcRecord rpc) {
        StringBuilder line = new StringBuilder();
        new HttpLogFormat(ZoneOffset.UTC).append(rpc, line);
        return line.toString();
    }
}
