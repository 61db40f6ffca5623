package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.AcceptProxy;
import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.ProxyProtocolTlv;
import io.fairlead.api.v1alpha1.ProxyProtocolVersion;
import io.fairlead.api.v1alpha1.SendProxy;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The PROXY protocol, from clients and to servers. */
class ProxyProtocolComparisonTest extends HaproxyComparison {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(50);

    private static final String V1 = "PROXY TCP4 127.0.0.9 127.0.0.8 40000 443\r\n";
    private static final String V2_SIGNATURE = hex("0d0a0d0a000d0a515549540a");

    /** From 127.0.0.9:40000 to 127.0.0.8:443. */
    private static final String V2_ADDRESSES = hex("7f000009 7f000008 9c40 01bb");

    private static final String V2_TLVS = hex("05 0003 696437 02 0004 6563686f");
    private static final String V2 = V2_SIGNATURE + hex("21 11 000c") + V2_ADDRESSES;
    private static final String V2_WITH_TLVS = V2_SIGNATURE + hex("21 11 0019") + V2_ADDRESSES + V2_TLVS;
    private static final String V2_LOCAL = V2_SIGNATURE + hex("20 00 0000");

    ProxyProtocolComparisonTest(Contender contender) {
        super(contender);
    }

    @Test
    void aHeaderOfVersion1SaysWhoTheClientIs() throws Exception {
        // When
        TcpLogLine line = logged(V1);

        // Then
        assertThat(line.client()).isEqualTo("127.0.0.9:40000");
    }

    @Test
    void aHeaderOfVersion2SaysWhoTheClientIs() throws Exception {
        // When
        TcpLogLine line = logged(V2_WITH_TLVS);

        // Then
        assertThat(line.client()).isEqualTo("127.0.0.9:40000");
    }

    @Test
    void aHeaderThatIsTheBalancersOwnLeavesTheAddress() throws Exception {
        // When
        TcpLogLine line = logged(V2_LOCAL);

        // Then
        assertThat(line.client()).startsWith("127.0.0.1:");
    }

    /** Sends {@code header} and data in one segment, checks that the data arrives, and returns what is logged. */
    private TcpLogLine logged(String header) throws Exception {
        start(accepting("127.0.0.0/8"));
        try (Socket client = connect()) {
            sendBytes(client, header + "ping");
            try (Socket server = servers.accept()) {
                assertThat(read(server, 4)).isEqualTo("ping");
                exchange(client, server);
                client.close();
                assertThat(Sockets.ending(server)).isEqualTo("FIN after 0 bytes");
            }
        }
        TcpLogLine line = balancer.nextLogLine();
        assertThat(line.outcome()).isEqualTo("echo/srv1, 4 bytes, --, 0 retries");
        return line;
    }

    @Test
    void whoIsNotTrustedSendsDataAlone() throws Exception {
        // Given
        start(accepting("10.0.0.0/8", "127.0.0.2"));
        try (Socket client = connect()) {

            // When
            sendBytes(client, V1);

            // Then
            try (Socket server = servers.accept()) {
                assertThat(read(server, V1.length())).isEqualTo(V1);
            }
        }
        assertThat(balancer.nextLogLine().client()).startsWith("127.0.0.1:");
    }

    @Test
    void theAddressInTheHeaderIsWhatIsBalancedBy() throws Exception {
        // Given
        servers.serve();
        start(servers.config(3)
                .algorithm(Algorithm.Source)
                .listener(listener -> listener.proxyProtocol(new AcceptProxy(List.of("127.0.0.1"), null))));

        // When
        Map<String, Set<String>> reached = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            String address = "127.0.1." + (1 + i % 20);
            try (Socket client = connect()) {
                sendBytes(client, V1.replace("127.0.0.9", address));
                reached.computeIfAbsent(address, a -> new HashSet<>()).add(read(client, 4));
            }
        }

        // Then
        assertThat(reached)
                .hasSize(20)
                .allSatisfy((address, of) -> assertThat(of).hasSize(1));
        assertThat(reached.values()).flatExtracting(of -> of).contains("srv1", "srv2", "srv3");
    }

    @Test
    void whatIsNoHeaderEndsTheConnection() throws Exception {
        // Given
        start(accepting("127.0.0.1"));
        try (Socket client = connect()) {

            // When
            sendBytes(client, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            // Then
            assertThat(Sockets.ending(client)).isEqualTo(of("FIN after 0 bytes", "RST after 0 bytes"));
        }
        assertThat(servers.isQuiet()).isTrue();
    }

    @Test
    void aChecksumIsNotLookedAtHereAndRefusedByHaproxyWhereItIsWrong() throws Exception {
        // Given
        start(accepting("127.0.0.1"));
        servers.serve();
        try (Socket client = connect()) {

            // When
            sendBytes(client, V2_SIGNATURE + hex("21 11 0013") + V2_ADDRESSES + hex("03 0004 00000001"));

            // Then
            assertThat(greetingOrEnd(client)).isEqualTo(of("srv1", "RST after 0 bytes"));
        }
    }

    @Test
    void whatIsSaidOfAnUnknownClientIsIgnoredHereAndRefusedByHaproxy() throws Exception {
        // Given
        start(accepting("127.0.0.1"));
        servers.serve();
        try (Socket client = connect()) {

            // When
            sendBytes(client, "PROXY UNKNOWN 127.0.0.9 127.0.0.8 40000 443\r\n");

            // Then
            assertThat(greetingOrEnd(client)).isEqualTo(of("srv1", "RST after 0 bytes"));
        }
    }

    private static String greetingOrEnd(Socket client) throws IOException {
        try {
            return read(client, 4);
        } catch (SocketException e) {
            return "RST after 0 bytes";
        }
    }

    @Test
    void aHeaderThatDoesNotComeEndsTheConnection() throws Exception {
        // Given
        start(accepting("127.0.0.1").timeouts(LONG, SHORT, LONG));
        try (Socket client = connect()) {

            // When
            String seen = Sockets.ending(client);

            // Then
            assertThat(seen).isEqualTo("FIN after 0 bytes");
        }
        assertThat(servers.isQuiet()).isTrue();
    }

    @Test
    void aHeaderInTwoPiecesIsReadHereAndRefusedByHaproxy() throws Exception {
        // Given
        start(servers.config(1)
                .listener(listener -> listener.proxyProtocol(new AcceptProxy(List.of("127.0.0.1"), LONG))));
        servers.serve();
        try (Socket client = connect()) {
            sendBytes(client, V1.substring(0, 20));
            String before = seenSoFar(client);

            // When
            String after = before.equals("nothing") ? finish(client, V1.substring(20)) : before;

            // Then
            assertThat(after).isEqualTo(of("srv1", "RST after 0 bytes"));
        }
    }

    private static String seenSoFar(Socket client) throws IOException {
        client.setSoTimeout((int) SHORT.toMillis());
        try {
            return Sockets.ending(client);
        } catch (SocketTimeoutException e) {
            return "nothing";
        }
    }

    private static String finish(Socket client, String rest) throws IOException {
        client.setSoTimeout(20_000);
        sendBytes(client, rest);
        return read(client, 4);
    }

    @Test
    void aServerLearnsOfTheClientByVersion1() throws Exception {
        // Given
        start(sending(new SendProxy(ProxyProtocolVersion.V1, null)));
        try (Socket client = connect();

                // When
                Socket server = servers.accept()) {

            // Then
            String header =
                    "PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r\n".formatted(client.getLocalPort(), client.getPort());
            assertThat(readBytes(server, header.length())).isEqualTo(header);
            exchange(client, server);
            client.close();
            Sockets.ending(server);
        }
        assertThat(balancer.nextLogLine().outcome()).isEqualTo("echo/srv1, 4 bytes, --, 0 retries");
    }

    @Test
    void aServerLearnsOfTheClientByVersion2() throws Exception {
        // Given
        start(sending(new SendProxy(ProxyProtocolVersion.V2, null)));
        try (Socket client = connect();

                // When
                Socket server = servers.accept()) {

            // Then
            String header = V2_SIGNATURE
                    + hex("21 11 000c 7f000001 7f000001 %04x %04x".formatted(client.getLocalPort(), client.getPort()));
            assertThat(readBytes(server, header.length())).isEqualTo(header);
            exchange(client, server);
        }
    }

    @Test
    void aServerLearnsWhatTheClientsOwnHeaderSaid() throws Exception {
        // Given
        start(sending(new SendProxy(
                        ProxyProtocolVersion.V2, List.of(ProxyProtocolTlv.Authority, ProxyProtocolTlv.UniqueId)))
                .listener(listener -> listener.proxyProtocol(new AcceptProxy(List.of("127.0.0.1"), null))));
        try (Socket client = connect()) {
            sendBytes(client, V2_WITH_TLVS);

            // When
            try (Socket server = servers.accept()) {
                String header = readBytes(server, V2_WITH_TLVS.length());

                // Then
                String addresses = V2_WITH_TLVS.substring(0, V2.length());
                assertThat(header).isEqualTo(addresses + hex("02 0004 6563686f") + hex("05 0003 696437"));
                exchange(client, server);
            }
        }
    }

    @Test
    void aProbeOfTheServersOwnPortSaysThatItIsTheBalancers() throws Exception {
        // Given
        start(sending(new SendProxy(ProxyProtocolVersion.V2, null))
                .check(HealthCheckBuilder.builder().build()));

        // When
        try (Socket probe = servers.accept()) {

            // Then
            assertThat(readBytes(probe, V2_LOCAL.length())).isEqualTo(V2_LOCAL);
        }
    }

    @Test
    void aProbeOfVersion1TellsOfItself() throws Exception {
        // Given
        start(sending(new SendProxy(ProxyProtocolVersion.V1, null))
                .check(HealthCheckBuilder.builder().build()));

        // When
        try (Socket probe = servers.accept()) {

            // Then
            String header = "PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r\n".formatted(probe.getPort(), probe.getLocalPort());
            assertThat(readBytes(probe, header.length())).isEqualTo(header);
        }
    }

    private Configs accepting(String... networks) {
        return servers.config(1)
                .listener(listener -> listener.proxyProtocol(new AcceptProxy(List.of(networks), SHORT)));
    }

    private Configs sending(SendProxy config) {
        return servers.config(1).backend(backend -> backend.proxyProtocol(config));
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits.replace(" ", "")), ISO_8859_1);
    }

    private static void sendBytes(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    private static String readBytes(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
    }
}
