package io.fairlead.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,          10.255.255.255",
        "10.0.0.0/8,          10.0.0.0",
        "10.1.2.3/8,          10.9.9.9",
        "192.168.7.128/25,    192.168.7.255",
        "192.168.7.7,         192.168.7.7",
        "0.0.0.0/0,           203.0.113.1",
        "10.0.0.0/8,          ::ffff:10.1.2.3",
        "::ffff:10.0.0.0/104, 10.1.2.3",
        "2001:db8::/32,       2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/65,       2001:db8:0:0:7fff:ffff:ffff:ffff",
        "2001:db8::1,         2001:db8::1",
        "::/0,                2001:db8::1",
    })
    void containsAddressesThatBeginAsItDoes(String network, String address) {
        // When
        boolean contains = Network.parse(network).contains(address(address));

        // Then
        assertThat(contains).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,       11.0.0.0",
        "10.0.0.0/8,       9.255.255.255",
        "192.168.7.128/25, 192.168.7.127",
        "192.168.7.7,      192.168.7.6",
        "2001:db8::/32,    2001:db9::",
        "2001:db8::/65,    2001:db8:0:0:8000::",
        "2001:db8::1,      2001:db8::2",
    })
    void containsNoOtherAddresses(String network, String address) {
        // When
        boolean contains = Network.parse(network).contains(address(address));

        // Then
        assertThat(contains).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"::/0, 10.1.2.3", "::/0, ::ffff:10.1.2.3", "0.0.0.0/0, 2001:db8::1", "0.0.0.0/0, ::"})
    void containsNoAddressOfTheOtherFamily(String network, String address) {
        // When
        boolean contains = Network.parse(network).contains(address(address));

        // Then
        assertThat(contains).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8,          10.0.0.0/8",
        "10.1.2.3,            10.1.2.3/32",
        "::ffff:10.1.2.3/104, 10.0.0.0/8",
        "2001:DB8::1/32,      2001:db8::/32",
        "::1,                 ::1/128",
    })
    void isToldInOneWay(String text, String told) {
        // When
        Network network = Network.parse(text);

        // Then
        assertThat(network).hasToString(told).isEqualTo(Network.parse(told)).hasSameHashCodeAs(Network.parse(told));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256/8",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8 ",
                "localhost",
                "fe80::1%lo",
                "[::1]",
                "1::2::3"
            })
    void refusesWhatIsNoAddress(String text) {
        // When Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.parse(text))
                .withMessage(text + " (expected: a network such as 10.0.0.0/8 or 2001:db8::/32, or an IP address)");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33, 32", "10.0.0.0/999, 32", "2001:db8::/129, 128"})
    void refusesAPrefixThatIsLongerThanTheAddress(String text, int bits) {
        // When Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.parse(text))
                .withMessage(text + " (expected: a prefix of 0-" + bits + " bits)");
    }

    private static InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }
}
