package io.fairlead.proxy.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fairlead.cli.HostPort;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.transport.BindAddress;
import io.fairlead.proxy.transport.ListenerStats;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AdminServerTest {

    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    private final Endpoint srv1 = Members.endpoint("srv1", "127.0.0.1");
    private final Endpoint srv2 = Members.endpoint("srv2", "127.0.0.2");
    private final Endpoint srv3 = Members.endpoint("srv3", "127.0.0.3");
    private final AtomicReference<ProxySnapshot> snapshot = new AtomicReference<>(new SnapshotBuilder().build());
    private final Metrics metrics = new Metrics(UnpooledByteBufAllocator.DEFAULT, () -> 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private AdminServer server;

    AdminServerTest() throws IOException {
        server = AdminServer.start(ANY_PORT, BindAddress.ALL, snapshot::get, metrics);
    }

    @BeforeEach
    void beReady() {
        snapshot.set(running(srv1, srv2));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        metrics.close();
    }

    @Test
    void livesThoughTheProxyIsNotReady() throws Exception {
        // Given
        snapshot.set(
                new SnapshotBuilder().notReady("starting: no configuration yet").build());

        // When
        HttpResponse<String> answer = get("/livez");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
    }

    @Test
    void isReadyWhereTheProxyIs() throws Exception {
        // When
        HttpResponse<String> answer = get("/readyz");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        // Given
        snapshot.set(new SnapshotBuilder().notReady("draining").build());

        // When
        HttpResponse<String> answer = get("/readyz");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("draining\n");
    }

    @Test
    void showsTheStatusAsJson() throws Exception {
        // When
        HttpResponse<String> answer = get("/status");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo(StatusPage.of(running(srv1, srv2)).toJson())
                .contains("\"healthy\": 2");
    }

    @Test
    void writesMetricsAsPrometheusText() throws Exception {
        // When
        HttpResponse<String> answer = get("/metrics");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("# TYPE fairlead_listener_connections_total counter\n")
                .doesNotContain("# EOF");
    }

    @Test
    void writesMetricsAsOpenMetricsForWhoAsksForThem() throws Exception {
        // Given
        HttpRequest request = request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3")
                .build();

        // When
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        // Then
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer.body())
                .contains("# TYPE fairlead_listener_connections counter\n")
                .endsWith("# EOF\n");
    }

    @Test
    void showsWhatChangedSinceTheLastScrape() throws Exception {
        // Given
        srv2.stats().connections().add(1);
        get("/metrics");
        srv2.stats().connections().add(41);
        snapshot.set(running(srv2, srv3));

        // When
        String scrape = get("/metrics").body();

        // Then
        assertThat(scrape)
                .contains("fairlead_endpoint_connections_total"
                        + "{address=\"127.0.0.2:50051\",backend=\"echo\",server=\"srv2\"} 42.0\n")
                .contains("server=\"srv3\"")
                .doesNotContain("server=\"srv1\"");
    }

    @Test
    void showsOneSnapshotAScrapeHoweverManyAreScrapedAtOnce() throws Exception {
        // Given
        AtomicInteger asked = new AtomicInteger();
        List<ProxySnapshot> snapshots = List.of(running(srv1, srv2), running(srv2, srv3));
        server.close();
        server =
                AdminServer.start(ANY_PORT, BindAddress.ALL, () -> snapshots.get(asked.getAndIncrement() % 2), metrics);

        // When
        List<CompletableFuture<HttpResponse<String>>> scrapes = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(request("/metrics").build(), BodyHandlers.ofString()))
                .toList();

        // Then
        for (CompletableFuture<HttpResponse<String>> scrape : scrapes) {
            String body = scrape.get().body();
            assertThat(body)
                    .contains("fairlead_backend_endpoints{backend=\"echo\"} 2.0\n")
                    .contains("server=\"srv2\"");
            assertThat(body.contains("server=\"srv1\"")).isNotEqualTo(body.contains("server=\"srv3\""));
        }
        assertThat(asked).hasValue(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/status", "/nothing"})
    void answersHeadAsGetWithoutTheBody(String path) throws Exception {
        // Given
        HttpResponse<String> got = get(path);

        // When
        HttpResponse<String> answer = client.send(request(path).HEAD().build(), BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(got.statusCode());
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type"))
                .isEqualTo(got.headers().firstValue("Content-Type"));
        assertThat(answer.headers().firstValue("Content-Length"))
                .isEqualTo(got.headers().firstValue("Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/livezz", "/livez/", "/metrics/..", "/%2e%2e/etc/passwd"})
    void saysWhatThereIsWhereAPathIsUnknown(String path) throws Exception {
        // When
        HttpResponse<String> answer = get(path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("not found (expected: /livez, /readyz, /metrics or /status)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "BREW"})
    void refusesOtherMethods(String method) throws Exception {
        // Given
        HttpRequest request = request("/readyz")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        // When
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(answer.body()).isEqualTo("method not allowed (expected: GET or HEAD)\n");
    }

    @Test
    void doesNotWaitForABody() throws Exception {
        // Given
        try (Socket socket = connect()) {
            String head = "POST /status HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n";

            // When
            socket.getOutputStream().write(head.getBytes(US_ASCII));

            // Then
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine())
                    .startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void hangsUpOnAClientThatDoesNotEndItsRequest() throws Exception {
        // Given
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /livez HTTP/1.1\r\nHost:".getBytes(US_ASCII));
            socket.setSoTimeout(30_000);

            // When
            int read = socket.getInputStream().read();

            // Then
            assertThat(read).isEqualTo(-1);
        }
    }

    @Test
    void answersWithAnErrorWhereTheSnapshotCannotBeHad() throws Exception {
        // Given
        server.close();
        server = AdminServer.start(
                ANY_PORT,
                BindAddress.ALL,
                () -> {
                    throw new IllegalStateException("broken");
                },
                metrics);

        // When
        HttpResponse<String> answer = get("/readyz");

        // Then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("internal error, see the log\n");
    }

    @Test
    @Timeout(5)
    void stopsAtOnceThoughARequestIsBeingAnswered() throws Exception {
        // Given
        CountDownLatch asked = new CountDownLatch(1);
        server.close();
        server = AdminServer.start(ANY_PORT, BindAddress.ALL, () -> neverAnswer(asked), metrics);
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            asked.await();

            // When
            server.close();

            // Then
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThatIOException().isThrownBy(() -> connect().close()).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void saysWhichAddressIsNotFree() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HostPort taken = new HostPort("127.0.0.1", other.getLocalPort());

            // When Then
            assertThatIOException()
                    .isThrownBy(() -> AdminServer.start(taken, BindAddress.ALL, snapshot::get, metrics))
                    .withMessage("--admin: 127.0.0.1:" + other.getLocalPort()
                            + " (expected: an address that is free; Address already in use)");
        }
    }

    @Test
    void bindsTheGivenAddressWhereAllAreAskedFor() throws Exception {
        // Given
        server.close();

        // When
        server = AdminServer.start(new HostPort("", 0), BindAddress.parse("127.0.0.9"), snapshot::get, metrics);

        // Then
        assertThat(server.address().getAddress()).isEqualTo(InetAddress.getByName("127.0.0.9"));
    }

    private static ProxySnapshot running(Endpoint... endpoints) {
        return new SnapshotBuilder()
                .listener("grpc", "echo", null, new ListenerStats())
                .backend("echo", Members.up(endpoints[0]), Members.up(endpoints[1]))
                .build();
    }

    private static ProxySnapshot neverAnswer(CountDownLatch asked) {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("stopped");
    }

    private Socket connect() throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }
}
