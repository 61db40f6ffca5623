package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
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

    private ListenerSocket listen(Runnable onAccept) {
        ListenerSocket socket = ListenerSocket.bind(
                transport,
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                512,
                new ConnectionLimit(Integer.MAX_VALUE),
                connection -> onAccept.run());
        socket.maxConnections(Integer.MAX_VALUE);
        return socket;
    }

    private void connect(InetSocketAddress address) {
        SocketChannel client = transport.newSocketChannel();
        loop.register(client);
        client.connect(address).addListener(connected -> client.close());
    }
}
