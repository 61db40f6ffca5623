package io.fairlead.operator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPortTest {

    private final OperatorMetrics metrics = new OperatorMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpPort port;

    @BeforeEach
    void open() throws IOException {
        port = HttpPort.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics);
    }

    @AfterEach
    void close() {
        client.close();
        port.close();
        metrics.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /livez, 200", "HEAD, /livez, 200", "POST, /livez, 405", "GET, /livez/x, 404", "GET, /, 404"})
    void livenessIsAnsweredFromTheStart(String method, String path, int code) throws Exception {
        // When
        HttpResponse<String> answer = ask(method, path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(code);
    }

    @Test
    void readyOnlyFromWhenItIsSaidUntilItStops() throws Exception {
        // Given
        int before = ask("GET", "/readyz").statusCode();

        // When
        port.ready();
        int ready = ask("GET", "/readyz").statusCode();
        port.stopping();
        int after = ask("GET", "/readyz").statusCode();

        // Then
        assertThat(List.of(before, ready, after)).containsExactly(503, 200, 503);
    }

    @Test
    void metricsCountLoadBalancersByReadiness() throws Exception {
        // Given
        metrics.observe(() ->
                Stream.of(loadBalancer("True"), loadBalancer("True"), loadBalancer("False"), new GrpcLoadBalancer()));

        // When
        HttpResponse<String> answer = ask("GET", "/metrics");

        // Then
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body())
                .contains(
                        "fairlead_operator_loadbalancers{ready=\"True\"} 2.0",
                        "fairlead_operator_loadbalancers{ready=\"False\"} 1.0",
                        "fairlead_operator_loadbalancers{ready=\"Unknown\"} 1.0",
                        "jvm_memory_used_bytes");
    }

    @Test
    void clientThatSendsHalfARequestHoldsNobodyUp() throws Exception {
        // Given
        try (Socket slow =
                new Socket(port.address().getAddress(), port.address().getPort())) {
            slow.getOutputStream().write("GET /livez HT".getBytes(StandardCharsets.US_ASCII));

            // When
            HttpResponse<String> answer = ask("GET", "/livez");

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void addressThatIsTakenIsNamed() {
        // Given
        InetSocketAddress taken = port.address();

        // When
        Throwable thrown = catchThrowable(() -> HttpPort.open(taken, metrics).close());

        // Then
        assertThat(thrown)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--http:")
                .hasMessageContaining(String.valueOf(taken.getPort()));
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port.address().getPort(), path));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static GrpcLoadBalancer loadBalancer(String ready) {
        GrpcLoadBalancer resource = new GrpcLoadBalancer();
        resource.setStatus(new GrpcLoadBalancerStatus(
                1L,
                List.of(new ConditionBuilder()
                        .withType("Ready")
                        .withStatus(ready)
                        .build()),
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return resource;
    }
}
