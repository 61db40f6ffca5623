package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.proxy.testing.Sockets;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.SocketChannel;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {

    private static final int MORE_THAN_A_WINDOW = 512 * 1024;

    private EventLoopGroup loops;
    private ServerSocket server;
    private SocketChannel channel;
    private Socket accepted;

    @BeforeEach
    void connect() throws Exception {
        assumeTrue(Epoll.isAvailable(), "no epoll");
        loops = Transport.EPOLL.newEventLoops(1, "test");
        server = Sockets.listen();
        server.setReceiveBufferSize(4 * 1024);
        channel = Transport.EPOLL.newSocketChannel();
        channel.config().setSendBufferSize(4 * MORE_THAN_A_WINDOW);
        loops.register(channel).sync();
        channel.connect(server.getLocalSocketAddress()).sync();
        accepted = Sockets.accept(server);
    }

    @AfterEach
    void close() throws Exception {
        accepted.close();
        channel.close().sync();
        server.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void itIsCompleteWhereThePeersKernelHasAllEvenIfThePeerHasNotRead() throws Exception {
        // When
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100])).sync();

        // Then
        await().until(() -> Acknowledgement.complete(channel));
    }

    @Test
    void itIsNotCompleteWhileThePeersWindowIsClosed() throws Exception {
        // When
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[MORE_THAN_A_WINDOW]))
                .sync();

        // Then
        await().during(Duration.ofMillis(300)).until(() -> !Acknowledgement.complete(channel));
        assertThat(accepted.getInputStream().readNBytes(MORE_THAN_A_WINDOW)).hasSize(MORE_THAN_A_WINDOW);
        await().until(() -> Acknowledgement.complete(channel));
    }
}
