package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.ConnectionRate;
import io.fairlead.api.v1alpha1.SourceLimits;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which clients are let in, side by side. */
class AdmissionComparisonTest extends HaproxyComparison {

    private static final String ME = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final String REJECTED = "RST after 0 bytes";
    private static final Duration WAIT = Duration.ofMillis(300);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    AdmissionComparisonTest(Contender contender) {
        super(contender);
    }

    @Test
    void aClientThatIsDeniedIsResetAndNotLogged() throws Exception {
        // Given
        start(access(null, List.of("127.0.0.2/31", "10.0.0.0/8")));

        // When
        List<String> endings = List.of(attempt(ME), attempt(OTHER));

        // Then
        assertThat(endings).containsOnly(REJECTED);
        assertServed("127.0.0.4");
        assertThat(balancer.nextLogLine().client()).startsWith("127.0.0.4:");
    }

    @Test
    void aClientThatIsNotAllowedIsResetAndNotLogged() throws Exception {
        // Given
        start(access(List.of("127.0.0.2/31"), List.of(OTHER)));

        // When
        List<String> endings = List.of(attempt("127.0.0.4"), attempt(OTHER));

        // Then
        assertThat(endings).containsOnly(REJECTED);
        assertServed(ME);
        assertThat(balancer.nextLogLine().client()).startsWith(ME + ":");
    }

    @Test
    void anAddressThatHasAllItsConnectionsIsResetUntilOneEnds() throws Exception {
        // Given
        start(limits(new SourceLimits(2, null, null)));
        try (Socket first = Sockets.connect(ME, balancer.address());
                Socket second = Sockets.connect(ME, balancer.address())) {
            read(first, 4);
            read(second, 4);

            // When
            String ending = attempt(ME);

            // Then
            assertThat(ending).isEqualTo(REJECTED);
            assertServed(OTHER);
            balancer.nextLogLine();
            first.close();
            balancer.nextLogLine();
            assertServed(ME);
        }
    }

    @Test
    void anAddressIsResetOnceItHasConnectedTooOftenAndForAsLongAsItGoesOn() throws Exception {
        // Given
        int most = 5;
        start(limits(new SourceLimits(null, new ConnectionRate(most, PERIOD), null)));
        for (int i = 0; i < most; i++) {
            assertServed(ME);
        }

        // When: many more in each period than it may
        List<String> endings = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            endings.add(attempt(ME));
            TimeUnit.MILLISECONDS.sleep(10);
        }

        // Then
        assertThat(endings).containsOnly(REJECTED);
        assertServed(OTHER);
        TimeUnit.MILLISECONDS.sleep(PERIOD.multipliedBy(2).toMillis());
        assertServed(ME);
    }

    @Test
    void aClientBeyondTheLimitOfTheProcessWaitsUntilAnotherLeaves() throws Exception {
        // Given
        start(servers.config(1).spec(spec -> spec.maxConnections(1)));
        servers.serve();
        try (Socket first = connect();
                Socket second = connect()) {
            read(first, 4);
            second.setSoTimeout((int) WAIT.toMillis());
            boolean waits = Sockets.isSilent(second);

            // When
            first.close();

            // Then
            assertThat(waits).isTrue();
            second.setSoTimeout(20_000);
            assertThat(read(second, 4)).isEqualTo("srv1");
        }
    }

    private Configs access(@Nullable List<String> allow, List<String> deny) {
        servers.serve();
        return servers.config(1).listener(listener -> listener.access(new AccessRules(allow, deny)));
    }

    private Configs limits(SourceLimits limits) {
        servers.serve();
        return servers.config(1).listener(listener -> listener.sourceLimits(limits));
    }

    private String attempt(String from) throws IOException {
        return Sockets.endingOf(from, balancer.address());
    }

    private void assertServed(String from) throws IOException {
        try (Socket client = Sockets.connect(from, balancer.address())) {
            assertThat(read(client, 4)).isEqualTo("srv1");
        }
    }
}
