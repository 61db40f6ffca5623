package io.fairlead.bench.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private Loop loop;

    @BeforeEach
    void open() {
        loop = new Loop();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void makesAllCallsThatAreDue() throws Exception {
        // Given
        try (GrpcServer server = GrpcServer.answering("200")) {
            Generator generator = Generator.connect(loop, server.address(), 3);

            // When
            Latencies seen = generator.openLoop(5_000, SHORT);

            // Then
            assertThat(seen.calls()).isEqualTo(1_000);
            assertThat(server.calls()).isEqualTo(1_000);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void keepsCallingInAClosedLoop() throws Exception {
        // Given
        try (GrpcServer server = GrpcServer.answering("200")) {
            Generator generator = Generator.connect(loop, server.address(), 3);

            // When
            Latencies seen = generator.closedLoop(SHORT);

            // Then
            assertThat(seen.calls()).isEqualTo(server.calls()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void failsByACallThatFails() throws Exception {
        // Given
        try (GrpcServer server = GrpcServer.answering("503")) {
            Generator generator = Generator.connect(loop, server.address(), 1);

            // When
            var failing = assertThatThrownBy(() -> generator.openLoop(100, SHORT));

            // Then
            failing.isInstanceOf(IOException.class).hasMessageContaining("expected: status 200");
        }
    }

    @Test
    void failsByAConnectionThatIsClosed() throws Exception {
        // Given
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Generator generator = Generator.connect(loop, (InetSocketAddress) server.getLocalSocketAddress(), 1);
            server.accept().close();

            // When
            var failing = assertThatThrownBy(() -> generator.openLoop(100, SHORT));

            // Then
            failing.isInstanceOf(IOException.class).hasMessageContaining("a call failed");
        }
    }

    @Test
    void saysWhereItCannotConnect() throws Exception {
        // Given
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            nobody = (InetSocketAddress) server.getLocalSocketAddress();
        }

        // When
        var failing = assertThatThrownBy(() -> Generator.connect(loop, nobody, 1));

        // Then
        failing.isInstanceOf(IOException.class).hasMessageContaining(nobody.toString());
    }

    @Test
    void itsOwnServerAnswersItInTheSameThread() throws Exception {
        // Given
        Generator generator = Generator.connect(loop, loop.serve(), 3);

        // When
        Latencies seen = generator.openLoop(5_000, SHORT);

        // Then
        assertThat(seen.calls()).isEqualTo(1_000);
    }

    @Test
    void aCallOnAConnectionOfItsOwnSaysWhetherItIsAnswered() throws Exception {
        // Given
        InetSocketAddress good = loop.serve();
        try (GrpcServer bad = GrpcServer.answering("503")) {

            // When
            boolean answered = OneCall.succeeds(good, Duration.ofSeconds(10));
            boolean refused = OneCall.succeeds(bad.address(), Duration.ofSeconds(10));

            // Then
            assertThat(answered).isTrue();
            assertThat(refused).isFalse();
        }
    }
}
