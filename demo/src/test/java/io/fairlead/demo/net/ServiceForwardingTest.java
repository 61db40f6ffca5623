package io.fairlead.demo.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fairlead.demo.api.EmbeddedApi;
import io.fairlead.demo.testing.TestApi;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceForwardingTest {

    private static final String NAMESPACE = "shop";
    private static final String CLUSTER_IPS = "127.78.0.0/16";
    private static final String CLUSTER_IP = "127.78.0.9";
    private static final InetAddress CLIENT = InetAddress.ofLiteral("127.78.1.7");
    private static final InetAddress SEEKER = InetAddress.ofLiteral("127.78.1.8");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<ServerSocket> servers = new ArrayList<>();
    private EmbeddedApi api;
    private ServiceForwarding forwarding;
    private int port;

    @BeforeEach
    void createService() throws IOException {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName(CLUSTER_IP))) {
            port = unused.getLocalPort();
        }
        api = TestApi.start(CLUSTER_IPS, NAMESPACE);
        forwarding = ServiceForwarding.start(api.client());
        api.client()
                .services()
                .inNamespace(NAMESPACE)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("echo")
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP(CLUSTER_IP)
                        .addNewPort()
                        .withName("grpc")
                        .withPort(port)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    @AfterEach
    void close() throws IOException {
        forwarding.close();
        api.close();
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Test
    void bytesAndTheEndOfEachDirectionArePassedOn() throws Exception {
        // Given
        ServerSocket server = server();
        putEndpoint(server);
        awaitReached(server);

        try (Socket client = connect();
                Socket accepted = accept(server)) {
            // When
            client.getOutputStream().write("question".getBytes(UTF_8));
            client.shutdownOutput();
            byte[] question = accepted.getInputStream().readAllBytes();
            accepted.getOutputStream().write("answer".getBytes(UTF_8));
            accepted.shutdownOutput();

            // Then
            assertThat(question).asString().isEqualTo("question");
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answer");
        }
    }

    @Test
    void theServerSeesTheClientsOwnAddress() throws Exception {
        // Given
        ServerSocket server = server();
        putEndpoint(server);
        awaitReached(server);

        // When
        try (Socket client = connect();
                Socket accepted = accept(server)) {

            // Then
            assertThat(client.isConnected()).isTrue();
            assertThat(accepted.getInetAddress()).isEqualTo(CLIENT);
        }
    }

    @Test
    void aResetIsPassedOn() throws Exception {
        // Given
        ServerSocket server = server();
        putEndpoint(server);
        awaitReached(server);

        try (Socket client = connect();
                Socket accepted = accept(server)) {
            // When
            accepted.setSoLinger(true, 0);
            accepted.close();

            // Then
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aChangeOfEndpointsHasItsEffectAfterTheDelayOfItsNamespaceAndOpenConnectionsStay() throws Exception {
        // Given
        ServerSocket before = server();
        ServerSocket after = server();
        putEndpoint(before);
        awaitReached(before);
        forwarding.delay(NAMESPACE, Duration.ofSeconds(1));
        forwarding.delay("other", Duration.ZERO);
        try (Socket client = connect();
                Socket accepted = accept(before)) {

            // When
            long start = System.nanoTime();
            putEndpoint(after);
            awaitReached(after);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            // Then
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            accepted.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void aConnectionIsResetWhereThereIsNoEndpoint() throws Exception {
        // Given
        await().atMost(LONGEST).ignoreException(ConnectException.class).until(() -> {
            connect().close();
            return true;
        });

        // When
        try (Socket client = connect()) {

            // Then
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void theAddressOfADeletedServiceRefuses() throws Exception {
        // Given
        ServerSocket server = server();
        putEndpoint(server);
        awaitReached(server);

        // When
        api.client().services().inNamespace(NAMESPACE).withName("echo").delete();

        // Then
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThatThrownBy(() -> connect().close()).isInstanceOf(ConnectException.class));
    }

    @Test
    void aDelayOutOfBoundsIsRefused() {
        // When, Then
        assertThatThrownBy(() -> forwarding.delay(NAMESPACE, Duration.ofSeconds(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delay: PT4S (expected: 0-3 s)");
    }

    private ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        servers.add(server);
        return server;
    }

    private void putEndpoint(ServerSocket server) {
        api.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(NAMESPACE)
                .resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withName("echo-1")
                        .addToLabels("kubernetes.io/service-name", "echo")
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewPort()
                        .withName("grpc")
                        .withPort(server.getLocalPort())
                        .endPort()
                        .addNewEndpoint()
                        .withAddresses("127.0.0.1")
                        .endEndpoint()
                        .build())
                .createOr(existing -> existing.update());
    }

    private Socket connect(InetAddress from) throws IOException {
        Socket client = new Socket();
        client.bind(new InetSocketAddress(from, 0));
        client.connect(new InetSocketAddress(CLUSTER_IP, port));
        client.setSoTimeout((int) LONGEST.toMillis());
        return client;
    }

    private Socket connect() throws IOException {
        return connect(CLIENT);
    }

    /** Returns the next connection that is none of those by which the server was looked for: they may come late. */
    private static Socket accept(ServerSocket server) throws IOException {
        while (true) {
            Socket accepted = server.accept();
            if (!accepted.getInetAddress().equals(SEEKER)) {
                return accepted;
            }
            accepted.close();
        }
    }

    /** Waits until a connection to the Service gets to that server. */
    private void awaitReached(ServerSocket server) throws IOException {
        server.setSoTimeout(100);
        await().atMost(LONGEST).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            try (Socket client = connect(SEEKER);
                    Socket accepted = server.accept()) {
                return client.isConnected() && accepted.isConnected();
            }
        });
        server.setSoTimeout((int) LONGEST.toMillis());
    }
}
