package io.fairlead.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.9, ,            127.0.0.9",
        "127.0.0.9, 0.0.0.0,     127.0.0.9",
        "127.0.0.9, ::,          127.0.0.9",
        "127.0.0.9, 192.168.1.7, 192.168.1.7",
        "::1,       0.0.0.0,     ::1",
        ",          ,            0.0.0.0",
        ",          0.0.0.0,     0.0.0.0",
        ",          ::,          ::",
        ",          192.168.1.7, 192.168.1.7",
    })
    void standsForAllAddressesAndForNoOther(@Nullable String address, @Nullable String wanted, String bound) {
        // Given
        BindAddress bindAddress = address == null ? BindAddress.ALL : BindAddress.parse(address);

        // When
        InetSocketAddress resolved =
                bindAddress.resolve(wanted == null ? null : NetUtil.createInetAddressFromIpAddressString(wanted), 8404);

        // Then
        assertThat(resolved)
                .isEqualTo(new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(bound), 8404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "127.0.0.256", "127.0.0.1:80"})
    void refusesWhatIsNoAddressInOneLine(String text) {
        // When Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindAddress.parse(text))
                .withMessage(text + " (expected: an IPv4 or IPv6 address)");
    }

    @Test
    void listenersOfAllAddressesListenThereAlone() throws Exception {
        // Given
        try (PlainServer server = PlainServer.start("srv1")) {
            Configs config = Configs.of(server.address()).listenerAddress(null);

            // When
            try (TestProxy proxy = TestProxy.start(config, BindAddress.parse("127.0.0.9"))) {

                // Then
                assertThat(proxy.address().getAddress().getHostAddress()).isEqualTo("127.0.0.9");
                assertThat(Sockets.serverName(proxy.address())).isEqualTo("srv1");
            }
        }
    }
}
