package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.GrpcHealthCheck;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.api.v1alpha1.builder.HealthCheckBuilder;
import io.fairlead.echo.EchoClient;
import io.fairlead.echo.EchoServer;
import io.fairlead.proxy.backend.EndpointHealth;
import io.fairlead.proxy.testing.Configs;
import io.fairlead.proxy.testing.HealthServer;
import io.fairlead.proxy.testing.PlainServer;
import io.fairlead.proxy.testing.TestProxy;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers of a listener of mode TCP that are asked for their health by the gRPC health checking protocol. */
class GrpcHealthCheckTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    void aServerThatServesIsUp() throws Exception {
        // Given
        HealthServer server = open(HealthServer.start());

        // When
        TestProxy proxy = open(TestProxy.start(Configs.of(server.address()).check(check(null, LONG))));
        proxy.awaitReady();

        // Then
        assertThat(health(proxy).state()).isEqualTo(EndpointState.Up);
        assertThat(health(proxy).check()).isEqualTo(CheckResult.L7OK);
    }

    @Test
    void aServerThatSaysItDoesNotServeIsDownUntilItDoes() throws Exception {
        // Given
        HealthServer server = open(HealthServer.start());
        TestProxy proxy = open(TestProxy.start(Configs.of(server.address()).check(check(null, LONG))));
        proxy.awaitReady();

        // When
        server.answers("", ServingStatus.NOT_SERVING);
        proxy.awaitState("srv1", EndpointState.Down);
        EndpointHealth whileDown = health(proxy);
        server.answers("", ServingStatus.SERVING);
        proxy.awaitState("srv1", EndpointState.Up);

        // Then
        assertThat(whileDown.check()).isEqualTo(CheckResult.L7STS);
        assertThat(whileDown.message()).isEqualTo("NOT_SERVING");
        assertThat(health(proxy).check()).isEqualTo(CheckResult.L7OK);
        assertThat(health(proxy).message()).isNull();
    }

    @Test
    void theServiceAndThePortThatAreNamedAreAsked() throws Exception {
        // Given
        EchoServer echo = open(EchoServer.start("echo"));
        HealthServer health = open(HealthServer.start()
                .answers("", ServingStatus.NOT_SERVING)
                .answers("fairlead.Echo", ServingStatus.SERVING));
        GrpcHealthCheck asked = new GrpcHealthCheck(health.address().getPort(), "fairlead.Echo", null);
        TestProxy proxy = open(TestProxy.start(Configs.of(echo.address()).check(check(asked, LONG))));
        proxy.awaitReady();

        // When
        String name;
        try (EchoClient client = EchoClient.of(proxy.address())) {
            name = client.serverName();
        }

        // Then
        assertThat(name).isEqualTo("echo");
        assertThat(health(proxy).check()).isEqualTo(CheckResult.L7OK);
    }

    @Test
    void aServerWithoutTheHealthServiceIsDown() throws Exception {
        // Given
        EchoServer server = open(EchoServer.start("echo"));

        // When
        TestProxy proxy = open(TestProxy.start(Configs.of(server.address()).check(check(null, LONG))));
        proxy.awaitState("srv1", EndpointState.Down);

        // Then
        assertThat(health(proxy).check()).isEqualTo(CheckResult.L7STS);
        assertThat(health(proxy).message()).isEqualTo("gRPC status UNIMPLEMENTED");
    }

    @Test
    void aFrozenServerWhoseKernelAcceptsIsDown() throws Exception {
        // Given
        PlainServer frozen = open(PlainServer.frozen("srv1"));

        // When
        TestProxy proxy = open(TestProxy.start(Configs.of(frozen.address()).check(check(null, SHORT))));
        proxy.awaitState("srv1", EndpointState.Down);

        // Then
        assertThat(health(proxy).check()).isEqualTo(CheckResult.L7TOUT);
    }

    private static HealthCheck check(@Nullable GrpcHealthCheck grpc, Duration timeout) {
        return HealthCheckBuilder.builder()
                .type(HealthCheckType.GRPC)
                .grpc(grpc)
                .interval(Duration.ofMillis(200))
                .timeout(timeout)
                .build();
    }

    private static EndpointHealth health(TestProxy proxy) {
        return proxy.server("srv1").health();
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }
}
