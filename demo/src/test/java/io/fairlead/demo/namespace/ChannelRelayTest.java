package io.fairlead.demo.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two relays, from TCP to a Unix socket and from there to TCP, as they are on the way out of a namespace. */
@Timeout(30)
class ChannelRelayTest {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path folder;

    private ServerSocketChannel server;
    private ChannelRelay outside;
    private ChannelRelay inside;

    @BeforeEach
    void start() throws IOException {
        server = ServerSocketChannel.open().bind(ANY);
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("api.socket"));
        outside = ChannelRelay.listen(socket, () -> SocketChannel.open(server.getLocalAddress()));
        inside = ChannelRelay.listen(ANY, () -> SocketChannel.open(socket));
    }

    @AfterEach
    void stop() throws IOException {
        inside.close();
        outside.close();
        server.close();
    }

    @Test
    void passesBytesBothWaysAndTheEndOfEachByItself() throws Exception {
        // Given
        byte[] question = new byte[1 << 20];
        new Random(7).nextBytes(question);
        CompletableFuture<byte[]> asked = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer(asked, "answer"));

        // When
        byte[] answer;
        try (SocketChannel client = SocketChannel.open(inside.address())) {
            client.write(ByteBuffer.wrap(question));
            client.shutdownOutput();
            answer = Channels.newInputStream(client).readAllBytes();
        }

        // Then
        assertThat(asked.get()).isEqualTo(question);
        assertThat(answer).asString(UTF_8).isEqualTo("answer");
    }

    /** Reads to the end before it answers. */
    private void answer(CompletableFuture<byte[]> asked, String words) {
        try (SocketChannel accepted = server.accept()) {
            asked.complete(Channels.newInputStream(accepted).readAllBytes());
            accepted.write(ByteBuffer.wrap(words.getBytes(UTF_8)));
        } catch (IOException e) {
            asked.completeExceptionally(e);
        }
    }

    @Test
    void endsTheConnectionWhereTheServerIsGone() throws Exception {
        // Given
        server.close();

        try (SocketChannel client = SocketChannel.open(inside.address())) {
            // When
            int read = client.read(ByteBuffer.allocate(1));

            // Then
            assertThat(read).isEqualTo(-1);
        }
    }

    @Test
    void endsItsConnectionsWithItself() throws Exception {
        try (SocketChannel client = SocketChannel.open(inside.address());
                SocketChannel accepted = server.accept()) {
            // When
            outside.close();

            // Then
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(accepted.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }
}
