package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.TcpKeepAlive;
import io.fairlead.api.v1alpha1.TcpOptions;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Transport.class)
class TcpSocketOptionsTest {

    private final Transport transport;
    private final SocketChannel channel;

    TcpSocketOptionsTest(Transport transport) {
        this.transport = transport;
        channel = transport.newSocketChannel();
    }

    @AfterEach
    void close() {
        channel.unsafe().closeForcibly();
    }

    @Test
    void smallSegmentsGoOutAtOnceAndThereAreNoProbesByDefault() {
        // When
        TcpSocketOptions.set(channel, TcpOptions.DEFAULT);

        // Then
        assertThat(channel.config().isTcpNoDelay()).isTrue();
        assertThat(channel.config().isKeepAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void smallSegmentsWaitWhereThatIsAskedFor(boolean noDelay) {
        // When
        TcpSocketOptions.set(channel, new TcpOptions(noDelay, null, null));

        // Then
        assertThat(channel.config().isTcpNoDelay()).isEqualTo(noDelay);
    }

    @ParameterizedTest
    @CsvSource({"PT90S, 90, PT7S, 7", "PT1.001S, 2, PT0.001S, 1", "PT32767S, 32767, PT32767S, 32767"})
    void probesAreTimedInWholeSecondsThatAreRoundedUp(
            Duration idle, int idleSeconds, Duration interval, int intervalSeconds) {
        // When
        TcpSocketOptions.set(channel, new TcpOptions(null, new TcpKeepAlive(idle, interval, 4), null));

        // Then
        assertThat(channel.config().isKeepAlive()).isTrue();
        assertThat(channel.config().getOption(idle())).isEqualTo(idleSeconds);
        assertThat(channel.config().getOption(interval())).isEqualTo(intervalSeconds);
        assertThat(channel.config().getOption(count())).isEqualTo(4);
    }

    @Test
    void whatIsOmittedOfTheProbesStaysAsTheKernelHasIt() {
        // Given
        int idle = channel.config().getOption(idle());
        int count = channel.config().getOption(count());

        // When
        TcpSocketOptions.set(channel, new TcpOptions(null, new TcpKeepAlive(null, Duration.ofSeconds(7), null), null));

        // Then
        assertThat(channel.config().isKeepAlive()).isTrue();
        assertThat(channel.config().getOption(idle())).isEqualTo(idle);
        assertThat(channel.config().getOption(count())).isEqualTo(count);
    }

    @Test
    void theUserTimeoutIsInMillisecondsWithEpollAlone() {
        // When
        TcpSocketOptions.set(channel, new TcpOptions(null, null, Duration.ofMillis(1500)));

        // Then
        assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
                .isEqualTo(transport == Transport.EPOLL ? 1500 : null);
    }

    private ChannelOption<Integer> idle() {
        return transport == Transport.EPOLL
                ? EpollChannelOption.TCP_KEEPIDLE
                : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE);
    }

    private ChannelOption<Integer> interval() {
        return transport == Transport.EPOLL
                ? EpollChannelOption.TCP_KEEPINTVL
                : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL);
    }

    private ChannelOption<Integer> count() {
        return transport == Transport.EPOLL
                ? EpollChannelOption.TCP_KEEPCNT
                : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT);
    }
}
