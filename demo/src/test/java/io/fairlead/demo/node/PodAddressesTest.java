package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodAddressesTest {

    @Test
    void theNodeHasTheFirstAddressAndPodsTheFollowingOnes() {
        // Given
        PodAddresses addresses = new PodAddresses("198.18.0.0/15");

        // When
        List<String> taken = Stream.generate(addresses::take).limit(255).toList();

        // Then
        assertThat(addresses.node()).isEqualTo("198.18.0.1");
        assertThat(taken).startsWith("198.18.0.2", "198.18.0.3").endsWith("198.18.1.0");
    }

    @Test
    void anAddressGivenBackIsTheLastToBeTakenAgain() {
        // Given
        PodAddresses addresses = new PodAddresses("127.1.0.8/29");
        String first = addresses.take();
        addresses.giveBack(first);

        // When
        List<String> taken = Stream.generate(addresses::take).limit(5).toList();

        // Then
        assertThat(first).isEqualTo("127.1.0.10");
        assertThat(taken).containsExactly("127.1.0.11", "127.1.0.12", "127.1.0.13", "127.1.0.14", "127.1.0.10");
    }

    @Test
    void neitherTheBroadcastAddressNorOneInUseIsGiven() {
        // Given
        PodAddresses addresses = new PodAddresses("127.1.0.0/29");
        assertThat(Stream.generate(addresses::take).limit(5)).doesNotContain("127.1.0.7");

        // When, Then
        assertThatThrownBy(addresses::take)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no address is free for another pod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "198.18.0.0", "198.18.0.256/24", "198.18.0.0/30", "198.18.0.0/7", "fd00::/64"})
    void aRangeThatIsNoneIsRefused(String range) {
        // When, Then
        assertThatThrownBy(() -> new PodAddresses(range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("podRange: " + range + " (expected: an IPv4 range of 8-29 bits such as 198.18.0.0/15)");
    }
}
