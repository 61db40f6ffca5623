package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.Sockets;
import io.fairlead.proxy.testing.TestProxy;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final String STARTING = "starting: not every server has been probed yet";

    @Test
    void aProxyIsNotReadyBeforeItsFirstConfiguration() throws Exception {
        // Given
        Configs config = Configs.of(Sockets.unused());
        try (TestProxy proxy = TestProxy.startWithoutConfig()) {
            String notReady = proxy.proxy().snapshot().notReady();

            // When
            proxy.reload(config);

            // Then
            assertThat(notReady).isEqualTo("starting: no configuration yet");
            proxy.awaitReady();
            assertThat(proxy.proxy().snapshot().reloads()).isZero();
        }
    }

    @Test
    void aProxyIsNotReadyBeforeEveryServerWasProbed() throws Exception {
        // Given
        try (ServerSocket up = Sockets.listen();
                PlainServer hanging = PlainServer.full("srv1")) {
            Configs config = Configs.of((InetSocketAddress) up.getLocalSocketAddress(), hanging.address())
                    .check(null, Duration.ofSeconds(2), Duration.ofSeconds(2));

            // When
            try (TestProxy proxy = TestProxy.start(config)) {
                await().until(() -> health(proxy).contains("srv1 Up L4OK"));
                String notReady = proxy.proxy().snapshot().notReady();

                // Then
                assertThat(notReady).isEqualTo(STARTING);
                proxy.awaitReady();
                assertThat(health(proxy)).containsExactly("srv1 Up L4OK", "srv2 Down L4TOUT");
            }
        }
    }

    @Test
    void aProxyIsReadyThoughAllServersAreDown() throws Exception {
        // Given
        Configs config = Configs.of(Sockets.unused()).check(null, Duration.ofSeconds(2), Duration.ofSeconds(2));

        // When
        try (TestProxy proxy = TestProxy.start(config)) {

            // Then
            proxy.awaitReady();
            assertThat(health(proxy)).containsExactly("srv1 Down L4CON");
        }
    }

    @Test
    void aProbeThatDoesNotEndHoldsItUpForTenSecondsAtMost() throws Exception {
        // Given
        try (PlainServer hanging = PlainServer.full("srv1")) {
            Configs config = Configs.of(hanging.address()).check(null, Duration.ofMinutes(10), Duration.ofMinutes(10));

            // When
            try (TestProxy proxy = TestProxy.start(config)) {

                // Then
                await().atMost(Duration.ofSeconds(50))
                        .until(() -> proxy.proxy().snapshot().notReady() == null);
                assertThat(health(proxy)).containsExactly("srv1 Up null");
            }
        }
    }

    private static List<String> health(TestProxy proxy) {
        return proxy.proxy().snapshot().pools().getFirst().members().stream()
                .map(ReadinessTest::health)
                .toList();
    }

    private static String health(BackendPool.Member member) {
        EndpointState state = member.health().state();
        return member.endpoint().name() + " " + state + " " + member.health().check();
    }
}
