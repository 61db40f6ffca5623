package io.fairlead.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.ConnectionRecordBuilder;
import io.fairlead.proxy.tcp.Termination;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TcpLogFormatTest {

    private final TcpLogFormat format = new TcpLogFormat(ZoneOffset.UTC);

    @Test
    void writesAnOrdinaryConnectionAsHaproxyDoes() {
        // Given
        ConnectionRecord connection = new ConnectionRecordBuilder().build();

        // When
        String line = line(connection);

        // Then
        assertThat(line)
                .isEqualTo("10.0.1.2:33313 [22/Nov/2026:10:15:42.123] grpc echo/srv1 0/1/5007 212 -- 9/8/7/3/0 0/0");
    }

    @Test
    void writesNosrvAndMinusOneWhereNoServerWasReached() {
        // Given
        ConnectionRecord connection = new ConnectionRecordBuilder()
                .noServer()
                .termination(Termination.SERVER_ABORT_CONNECT)
                .retries(3)
                .build();

        // When
        String line = line(connection);

        // Then
        assertThat(line)
                .isEqualTo(
                        "10.0.1.2:33313 [22/Nov/2026:10:15:42.123] grpc echo/<NOSRV> 0/-1/5007 212 SC 9/8/7/3/3 0/0");
    }

    @Test
    void marksTheRetriesOfARedispatchedConnectionWithAPlus() {
        // Given
        ConnectionRecord connection =
                new ConnectionRecordBuilder().retries(1).redispatched().build();

        // When
        String line = line(connection);

        // Then
        assertThat(line).endsWith(" -- 9/8/7/3/+1 0/0");
    }

    @Test
    void writesHowLongAConnectionWaitedAndItsPlaceInTheQueues() {
        // Given
        ConnectionRecord connection =
                new ConnectionRecordBuilder().queued(250, 3, 17).build();

        // When
        String line = line(connection);

        // Then
        assertThat(line).contains(" echo/srv1 250/1/5007 ").endsWith(" 3/17");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,        127.0.0.1:50123",
        "::1,              ::1:50123",
        "2001:db8:0:0::7,  2001:db8::7:50123",
        "::ffff:10.1.2.3,  10.1.2.3:50123",
    })
    void writesTheClientsAddressShortAndWithoutBrackets(String address, String expected) {
        // Given
        ConnectionRecord connection = new ConnectionRecordBuilder()
                .client(new InetSocketAddress(address, 50123))
                .build();

        // When
        String line = line(connection);

        // Then
        assertThat(line).startsWith(expected + " [");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T23:59:59.999Z,       01/Feb/2026:00:59:59.999",
        "2026-09-05T01:02:03Z,           05/Sep/2026:03:02:03.000",
        "2026-12-24T12:00:00.007999Z,    24/Dec/2026:13:00:00.007",
    })
    void writesTheTimeOfAcceptInItsZoneWithEnglishMonths(String accepted, String expected) {
        // Given
        ConnectionRecord connection =
                new ConnectionRecordBuilder().accepted(Instant.parse(accepted)).build();

        // When
        String line = line(new TcpLogFormat(ZoneId.of("Europe/Berlin")), connection);

        // Then
        assertThat(line).contains(" [" + expected + "] ");
    }

    @Test
    void writesEachTimeOfAcceptAsItIsWhateverCameBefore() {
        // Given
        Stream<ConnectionRecord> connections = Stream.of(
                        "2026-11-22T10:15:42.999Z", "2026-11-22T10:15:43Z", "2026-11-22T10:15:42.001Z")
                .map(accepted -> new ConnectionRecordBuilder()
                        .accepted(Instant.parse(accepted))
                        .build());

        // When
        Stream<String> lines = connections.map(this::line);

        // Then
        assertThat(lines.map(line -> line.substring(line.indexOf('['), line.indexOf(']') + 1)))
                .containsExactly(
                        "[22/Nov/2026:10:15:42.999]", "[22/Nov/2026:10:15:43.000]", "[22/Nov/2026:10:15:42.001]");
    }

    @ParameterizedTest
    @EnumSource(Termination.class)
    void writesTheTwoLettersOfTheTermination(Termination termination) {
        // Given
        ConnectionRecord connection =
                new ConnectionRecordBuilder().termination(termination).build();

        // When
        String line = line(connection);

        // Then
        assertThat(line).contains(" 212 " + termination.letters() + " 9/");
    }

    private String line(ConnectionRecord connection) {
        return line(format, connection);
    }

    private static String line(TcpLogFormat format, ConnectionRecord connection) {
        StringBuilder line = new StringBuilder();
        format.append(connection, line);
        return line.toString();
    }
}
