package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What real sockets say, on each transport. */
@ParameterizedClass
@EnumSource(Transport.class)
class SocketErrorsTest {

    private final Transport transport;
    private final EventLoopGroup loops;

    SocketErrorsTest(Transport transport) {
        this.transport = transport;
        loops = transport.newEventLoops(1, "test");
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void anAddressThatThisMachineCannotConnectFromIsItsOwnShortage() {
        // Given
        InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", 0);

        // When
        Throwable cause = connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), foreign);

        // Then
        assertThat(SocketErrors.reason(cause)).isEqualTo("Cannot assign requested address");
        assertThat(SocketErrors.isLocalShortage(cause)).isTrue();
    }

    @Test
    void aPeerThatRefusesIsNot() {
        // Given
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        // When
        Throwable cause = connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), any);

        // Then
        assertThat(SocketErrors.reason(cause)).isEqualTo("Connection refused");
        assertThat(SocketErrors.isLocalShortage(cause)).isFalse();
    }

    @Test
    void aSocketThatCannotBeMadeIs() {
        // Given
        ChannelException cause = new ChannelException("Unable to create Channel");

        // When
        boolean shortage = SocketErrors.isLocalShortage(cause);

        // Then
        assertThat(shortage).isTrue();
    }

    private Throwable connect(InetSocketAddress target, InetSocketAddress from) {
        SocketChannel channel = transport.newSocketChannel();
        loops.next().register(channel).awaitUninterruptibly();
        return channel.connect(target, from).awaitUninterruptibly().cause();
    }
}
