package io.fairlead.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However much there is of a thing, it is converted up to what a load balancer takes, and takes no time that grows with its square. */
@Timeout(60)
class LargeConfigurationTest {

    private static final String DEFAULTS =
            "defaults\n mode tcp\n timeout connect 5s\n timeout client 1m\n timeout server 1m\n";
    private static final String LISTEN = "listen one\n bind 127.0.0.1:1\n";

    @Test
    void portsBeyondOneLoadBalancerGoToFurtherOnes() {
        // Given
        String text = DEFAULTS + LISTEN + " server s 10.0.0.1:1\n" + lines(30, " bind 127.0.0.1:1%03d\n");

        // When
        Conversion conversion = convert(text);

        // Then
        assertThat(conversion.loadBalancers())
                .extracting(
                        loadBalancer -> loadBalancer.value().spec().listeners().size())
                .containsExactly(16, 15);
    }

    @Test
    void serversBeyondAThousandAreSaidToBeLeftOut() {
        // Given
        String text = DEFAULTS + LISTEN + lines(1002, " server s%d 10.0.0.1:1\n");

        // When
        Conversion conversion = convert(text);

        // Then
        assertThat(conversion.findings())
                .extracting(finding -> finding.in("h.cfg"))
                .containsExactly(
                        "h.cfg:1008: server s1000 (not yet: at most 1000 in a backend)",
                        "h.cfg:1009: server s1001 (not yet: at most 1000 in a backend)");
    }

    @Test
    void networksBeyondAThousandAreSaidToBeLeftOut() {
        // Given
        String text = DEFAULTS + LISTEN + " server s 10.0.0.1:1\n"
                + lines(1001, " tcp-request connection reject if { src 2001:db8::%d }\n");

        // When
        Conversion conversion = convert(text);

        // Then
        assertThat(conversion.findings())
                .extracting(finding -> finding.in("h.cfg"))
                .containsExactly(
                        "h.cfg:1009: tcp-request connection reject if { src 2001:db8::1000 } (not yet: at most 1000 networks)");
    }

    @Test
    void serversBeyondAllMeasureAreRead() {
        // Given
        String text = DEFAULTS + LISTEN + lines(30_000, " server s%d 10.0.0.1:1\n");

        // When
        Conversion conversion = convert(text);

        // Then
        assertThat(conversion.loadBalancers()).hasSize(1);
    }

    @Test
    void frontendsThatAllWantTheSamePortEndAtAHundredLoadBalancers() {
        // Given
        String text = DEFAULTS + lines(5_000, "listen l%d\n bind 127.0.0.1:1\n server s 10.0.0.1:1\n");

        // When
        Conversion conversion = convert(text);

        // Then
        assertThat(conversion.loadBalancers()).hasSize(100);
    }

    @Test
    void sectionsThatInheritWithoutEndAreAFault() {
        // Given
        String text = "defaults d0\n mode tcp\n"
                + lines(10_000, "defaults e%1$d from d%1$d\n mode tcp\ndefaults d%2$d from e%1$d\n");

        // When
        Conversion conversion = convert(text);

        // Then
        assertThat(conversion.findings())
                .extracting(finding -> finding.in("h.cfg"))
                .containsExactly(
                        "h.cfg:3000:1: section: defaults (expected: at most 1000000 lines that sections inherit)");
    }

    @Test
    void namesThatBecomeTheSameAreTakenApart() {
        // Given
        String text =
                DEFAULTS + "listen a.b\n bind :1\n server s 10.0.0.1:1\nlisten a_b\n bind :2\n server s 10.0.0.1:1\n"
                        + "listen A-B\n bind :3\n server s 10.0.0.1:1\n";

        // When
        Conversion conversion = convert(text);

        // Then
        assertThat(conversion.loadBalancers().getFirst().value().spec().backends())
                .extracting(backend -> backend.name())
                .containsExactly("a-b", "a-b-2", "a-b-3");
    }

    private static Conversion convert(String text) {
        return Converter.convert(text, "large", Samples.ENVIRONMENT);
    }

    private static String lines(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> format.formatted(i, i + 1))
                .collect(Collectors.joining());
    }
}
