package io.fairlead.proxy.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.RelayPath;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(RelayPath.class)
class RelayTest {

    private final RelayPath path;
    private ServerSocket server;
    private TestProxy proxy;

    RelayTest(RelayPath path) {
        this.path = path;
    }

    @BeforeEach
    void start() throws Exception {
        server = Sockets.listen();
        proxy = path.start(Configs.of((InetSocketAddress) server.getLocalSocketAddress()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void bytesGoBothWays() throws IOException {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {

            // When
            client.getOutputStream().write("ping".getBytes(UTF_8));
            byte[] request = accepted.getInputStream().readNBytes(4);
            accepted.getOutputStream().write("pong!".getBytes(UTF_8));

            // Then
            assertThat(request).asString(UTF_8).isEqualTo("ping");
            assertThat(client.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("pong!");
        }
    }

    @Test
    void aClientsHalfCloseReachesTheServerWhoseAnswerStillArrives() throws IOException {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            client.getOutputStream().write("question".getBytes(UTF_8));

            // When
            client.shutdownOutput();
            byte[] question = accepted.getInputStream().readAllBytes();
            accepted.getOutputStream().write("answer".getBytes(UTF_8));
            accepted.close();

            // Then
            assertThat(question).asString(UTF_8).isEqualTo("question");
            assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("answer");
        }
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.NORMAL);
    }

    @Test
    void aServersHalfCloseReachesTheClientWhoseBytesStillArrive() throws IOException {
        // Given
        try (Socket client = Sockets.connect(proxy.address());
                Socket accepted = Sockets.accept(server)) {
            accepted.getOutputStream().write("greeting".getBytes(UTF_8));

            // When
            accepted.shutdownOutput();
            byte[] greeting = client.getInputStream().readAllBytes();
            client.getOutputStream().write("late".getBytes(UTF_8));
            client.close();

            // Then
            assertThat(greeting).asString(UTF_8).isEqualTo("greeting");
            assertThat(accepted.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("late");
        }
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.NORMAL);
    }

    @Test
    void aClientsResetIsAResetForTheServer() throws IOException {
        // Given
        Socket client = Sockets.connect(proxy.address());
        try (Socket accepted = Sockets.accept(server)) {
            client.getOutputStream().write(1);
            accepted.getInputStream().readNBytes(1);

            // When
            Sockets.reset(client);

            // Then
            assertThatThrownBy(() -> accepted.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.CLIENT_ABORT_DATA);
    }

    @Test
    void aServersResetIsAResetForTheClient() throws IOException {
        // Given
        try (Socket client = Sockets.connect(proxy.address())) {
            Socket accepted = Sockets.accept(server);
            client.getOutputStream().write(1);
            accepted.getInputStream().readNBytes(1);

            // When
            Sockets.reset(accepted);

            // Then
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(proxy.nextRecord().termination()).isEqualTo(Termination.SERVER_ABORT_DATA);
    }
}
