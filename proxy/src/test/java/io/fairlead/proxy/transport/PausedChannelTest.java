package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.Pattern;
import io.fairlead.proxy.testing.Sockets;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel that does not read, whatever its peer does. */
@ParameterizedClass
@EnumSource(Transport.class)
class PausedChannelTest {

    private static final int LENGTH = 1024 * 1024;
    private static final Duration WHILE = Duration.ofMillis(300);

    private final EventLoopGroup loops;
    private final Receiver receiver = new Receiver();
    private final ListenerSocket listener;

    PausedChannelTest(Transport transport) {
        loops = transport.newEventLoops(1, "test");
        listener = ListenerSocket.bind(
                transport,
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                512,
                new ConnectionLimit(1),
                this::acceptPaused);
        listener.maxConnections(1);
    }

    private void acceptPaused(Channel channel) {
        channel.config().setOption(ChannelOption.SO_RCVBUF, 4 * LENGTH);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(receiver);
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void aFinBehindDataIsNotReadTowardsBeforeTheChannelReads() throws Exception {
        // Given
        try (Socket client = Sockets.connect(listener.address())) {
            Channel channel = receiver.active.get();
            Pattern.write(client.getOutputStream(), LENGTH);
            client.shutdownOutput();

            // When
            Awaitility.await().pollDelay(WHILE).until(() -> true);
            long whilePaused = receiver.received.get();
            channel.config().setAutoRead(true);
            receiver.inputEnded.get();

            // Then
            assertThat(whilePaused).isZero();
            assertThat(receiver.received).hasValue(LENGTH);
        }
    }

    @Test
    void aChannelThatSentItsFinAndGotOneStillReadsWhatCameBeforeIt() throws Exception {
        // Given
        try (Socket client = Sockets.connect(listener.address())) {
            SocketChannel channel = (SocketChannel) receiver.active.get();
            channel.shutdownOutput().await();
            Pattern.write(client.getOutputStream(), LENGTH);
            client.shutdownOutput();

            // When
            Awaitility.await().pollDelay(WHILE).until(() -> true);
            long whilePaused = receiver.received.get();
            channel.config().setAutoRead(true);
            receiver.inputEnded.get();

            // Then
            assertThat(whilePaused).isZero();
            assertThat(receiver.received).hasValue(LENGTH);
        }
    }

    private static final class Receiver extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<Channel> active = new CompletableFuture<>();
        private final CompletableFuture<Void> inputEnded = new CompletableFuture<>();
        private final AtomicLong received = new AtomicLong();

        @Override
        public void channelActive(ChannelHandlerContext context) {
            active.complete(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf data = (ByteBuf) message;
            received.addAndGet(data.readableBytes());
            data.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                inputEnded.complete(null);
            }
        }
    }
}
