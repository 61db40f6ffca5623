package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.testing.Sockets;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
class ListenerSocketTest {

    private final Transport transport;
    private static final Duration WHILE = Duration.ofMillis(200);

    private final EventLoopGroup loops;
    private final EventLoop loop;

    ListenerSocketTest(Transport transport) {
        this.transport = transport;
        loops = transport.newEventLoops(1, "listener-test");
        loop = loops.next();
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void clientsThatGoOnConnectingDoNotKeepItOpen() {
        // Given
        AtomicLong accepted = new AtomicLong();
        CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();
        ListenerSocket socket = listen(() -> {
            accepted.incrementAndGet();
            connect(address.join());
        });
        address.complete(socket.address());
        loop.execute(() -> connect(socket.address()));
        await().until(() -> accepted.get() > 100);

        // When
        socket.close();

        // Then
        await().atMost(Duration.ofSeconds(20)).until(socket::closed);
    }

    @Test
    void itsAddressIsKnownAfterItIsClosed() {
        // Given
        ListenerSocket socket = listen(() -> {});

        // When
        socket.close();
        await().until(socket::closed);

        // Then
        assertThat(socket.address().getPort()).isPositive();
    }

    @Test
    void aBacklogMayChangeWhileItListensWithEpoll() throws IOException {
        // Given
        ListenerSocket socket = bind(() -> {}, 1);
        List<Socket> waiting = Sockets.fillBacklog(socket.address());

        // When
        socket.backlog(5);
        List<Socket> more = Sockets.fillBacklog(socket.address());

        // Then
        assertThat(more).hasSize(transport == Transport.EPOLL ? 4 : 0);
        waiting.addAll(more);
        for (Socket client : waiting) {
            client.close();
        }
    }

    @Test
    void acceptsAtOnceAgainWhatIsNotDeferredAnyMore() throws IOException {
        // Given
        AtomicLong accepted = new AtomicLong();
        ListenerSocket socket = listen(accepted::incrementAndGet);
        socket.deferAccept(true);
        try (Socket deferred = Sockets.connect(socket.address())) {
            await().pollDelay(WHILE).until(() -> true);
            assertThat(accepted).hasValue(transport == Transport.EPOLL ? 0 : 1);
            deferred.getOutputStream().write(7);
            await().until(() -> accepted.get() == 1);

            // When
            socket.deferAccept(false);

            // Then
            try (Socket silent = Sockets.connect(socket.address())) {
                await().until(() -> accepted.get() == 2);
            }
        }
    }

    private ListenerSocket listen(Runnable onAccept) {
        ListenerSocket socket = bind(onAccept, 512);
        socket.maxConnections(Integer.MAX_VALUE);
        return socket;
    }

    private ListenerSocket bind(Runnable onAccept, int backlog) {
        return ListenerSocket.bind(
                transport,
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                backlog,
                new ConnectionLimit(Integer.MAX_VALUE),
                connection -> onAccept.run());
    }

    private void connect(InetSocketAddress address) {
        SocketChannel client = transport.newSocketChannel();
        loop.register(client);
        client.connect(address).addListener(connected -> client.close());
    }
}
