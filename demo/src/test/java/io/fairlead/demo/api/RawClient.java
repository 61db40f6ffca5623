package io.fairlead.demo.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

/** Speaks to an API server of its own by plain requests, as kubectl does. Bodies are given as YAML. */
final class RawClient implements AutoCloseable {

    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedApi api;
    private final HttpClient client;
    private final String token;

    private RawClient(EmbeddedApi api, HttpClient client, String token) {
        this.api = api;
        this.client = client;
        this.token = token;
    }

    /** An answer; the body is missing where it is not JSON. */
    record Reply(int code, String contentType, JsonNode body) {

        String message() {
            return body.path("message").asText();
        }

        String reason() {
            return body.path("reason").asText();
        }
    }

    static RawClient start() throws IOException {
        return start(Clock.systemUTC(), Duration.ofMinutes(1));
    }

    static RawClient start(Clock clock, Duration bookmarks) throws IOException {
        EmbeddedApi api = EmbeddedApi.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "127.64.128.0/17", clock, bookmarks);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TestTls.trusting(api.kubeconfig()))
                .build();
        return new RawClient(api, client, api.client().getConfiguration().getOauthToken());
    }

    /** Returns the same with another token; it is not to be closed. */
    RawClient withToken(String other) {
        return new RawClient(api, client, other);
    }

    EmbeddedApi api() {
        return api;
    }

    /** Has the project's own kinds served. */
    void createDefinitions() {
        Stream.of("grpcloadbalancers", "proxyreports").forEach(plural -> {
            try (InputStream in = GrpcLoadBalancer.class.getResourceAsStream(plural + ".fairlead.io.yaml")) {
                post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", new String(in.readAllBytes(), UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Reply get(String path) {
        return send("GET", path, "", "");
    }

    Reply post(String path, String yaml) {
        return send("POST", path, "application/json", json(yaml));
    }

    Reply put(String path, String yaml) {
        return send("PUT", path, "application/json", json(yaml));
    }

    Reply patch(String path, String type, String yaml) {
        return send("PATCH", path, type, json(yaml));
    }

    Reply delete(String path) {
        return send("DELETE", path, "", "");
    }

    Reply delete(String path, String yaml) {
        return send("DELETE", path, "application/json", json(yaml));
    }

    Reply send(String method, String path, String contentType, String body) {
        HttpRequest.Builder request = request(path)
                .timeout(LONGEST)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        HttpResponse<String> response = await(request.build(), BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Reply(
                response.statusCode(),
                type,
                type.startsWith("application/json") ? parse(response.body()) : MissingNode.getInstance());
    }

    /** Returns the lines of an answer, as they come. */
    Stream<JsonNode> stream(String path) {
        return await(request(path).build(), BodyHandlers.ofLines()).body().map(RawClient::parse);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api.url() + path)).header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> await(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(String yaml) {
        try {
            return YAML.readTree(yaml).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
        api.close();
    }
}
