package io.fairlead.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,       true",
        "10.200.0.1,     true",
        "11.0.0.0,       false",
        "9.255.255.255,  false",
        "192.168.0.1,    true",
        "192.168.0.2,    false",
        "2001:db8::7,    true",
        "2001:db9::7,    false",
        "255.255.255.255,false",
        "::,             false",
    })
    void containWhatOneOfThemContains(String address, boolean expected) {
        // Given
        Networks networks = Networks.parse(List.of("192.168.0.1", "10.1.0.0/16", "2001:db8::/32", "10.0.0.0/8"));

        // When
        boolean contains = networks.contains(NetUtil.createInetAddressFromIpAddressString(address));

        // Then
        assertThat(contains).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void agreeWithEachNetworkAskedByItself(int bytes) throws UnknownHostException {
        // Given
        Random random = new Random(bytes);
        List<Network> each = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String address = NetUtil.bytesToIpAddress(crowdedAddress(random, bytes));
            each.add(Network.parse(address + "/" + (bytes * 8 - random.nextInt(17))));
        }
        int contained = 0;

        // When
        Networks networks = Networks.of(each);

        // Then
        for (int i = 0; i < 20_000; i++) {
            InetAddress address = InetAddress.getByAddress(crowdedAddress(random, bytes));
            boolean expected = each.stream().anyMatch(network -> network.contains(address));
            assertThat(networks.contains(address)).as("%s", address).isEqualTo(expected);
            contained += expected ? 1 : 0;
        }
        assertThat(contained).isBetween(2_000, 18_000);
    }

    @Test
    void withoutAnyContainNothing() {
        // When
        boolean contains = Networks.NONE.contains(InetAddress.getLoopbackAddress());

        // Then
        assertThat(contains).isFalse();
        assertThat(Networks.NONE.isEmpty()).isTrue();
    }

    @Test
    void refuseWhatIsNoNetwork() {
        // When Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Networks.parse(List.of("10.0.0.0/8", "10.0.0.0/33")))
                .withMessage("10.0.0.0/33 (expected: a prefix of 0-32 bits)");
    }

    /** Returns one of few enough addresses that many lie in some network, and many in none. */
    private static byte[] crowdedAddress(Random random, int bytes) {
        byte[] address = new byte[bytes];
        address[0] = (byte) 0xfe;
        address[1] = (byte) random.nextInt(256);
        address[bytes - 2] = (byte) random.nextInt(256);
        address[bytes - 1] = (byte) random.nextInt(256);
        return address;
    }
}
