package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked of an object besides itself and its status. */
class SubresourcesTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String TOKEN = "/api/v1/namespaces/default/serviceaccounts/default/token";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        client = RawClient.start(new MovableClock(now, ZoneOffset.UTC), Duration.ofMinutes(1));
        client.post(PODS, "{metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aTokenLetsItsHolderInUntilItEnds() {
        // Given
        RawClient.Reply answer = client.post(TOKEN, "{spec: {expirationSeconds: 600}}");
        String token = answer.body().at("/status/token").asText();
        int before = client.withToken(token).get("/api/v1/nodes").code();

        // When
        now.updateAndGet(time -> time.plusSeconds(600));

        // Then
        assertThat(answer.code()).isEqualTo(201);
        assertThat(before).isEqualTo(200);
        assertThat(client.withToken(token).get("/api/v1/nodes").code()).isEqualTo(401);
    }

    @Test
    void aTokenOfAPodEndsWithIt() {
        // Given
        String token = client.post(TOKEN, "{spec: {boundObjectRef: {kind: Pod, apiVersion: v1, name: a}}}")
                .body()
                .at("/status/token")
                .asText();
        int before = client.withToken(token).get("/api/v1/nodes").code();

        // When
        client.delete(PODS + "/a");

        // Then
        assertThat(before).isEqualTo(200);
        assertThat(client.withToken(token).get("/api/v1/nodes").code()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    default | {expirationSeconds: 5} | 400 | spec.expirationSeconds: 5 (expected: 600-4294967296)
                    default | {boundObjectRef: {kind: Pod, name: b}} | 404 | pods "b" not found
                    nobody  | {} | 404 | serviceaccounts "nobody" not found
                    """)
    void aTokenThatCannotBeIsRefused(String account, String spec, int code, String message) {
        // When
        RawClient.Reply refused =
                client.post("/api/v1/namespaces/default/serviceaccounts/" + account + "/token", "{spec: " + spec + "}");

        // Then
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.message()).isEqualTo(message);
    }

    @Test
    void aPodIsBoundToANodeOnce() {
        // When
        RawClient.Reply bound = client.post(PODS + "/a/binding", "{target: {kind: Node, name: one}}");
        RawClient.Reply again = client.post(PODS + "/a/binding", "{target: {kind: Node, name: two}}");

        // Then
        assertThat(bound.code()).isEqualTo(201);
        assertThat(again.code()).isEqualTo(409);
        assertThat(again.message()).endsWith("pod a is already assigned to node \"one\"");
        assertThat(client.get(PODS + "/a").body().at("/spec/nodeName").asText()).isEqualTo("one");
        assertThat(client.get(PODS + "/a")
                        .body()
                        .at("/status/conditions/0/type")
                        .asText())
                .isEqualTo("PodScheduled");
    }

    @Test
    void aPodThatIsEvictedIsDeleted() {
        // When
        RawClient.Reply evicted =
                client.post(PODS + "/a/eviction", "{apiVersion: policy/v1, kind: Eviction, metadata: {name: a}}");

        // Then
        assertThat(evicted.code()).isEqualTo(201);
        assertThat(client.get(PODS + "/a").code()).isEqualTo(404);
    }

    @Test
    void aDeploymentIsScaled() {
        // Given
        client.post(DEPLOYMENTS, """
                metadata: {name: echo}
                spec:
                  selector: {matchLabels: {app: echo}}
                  template:
                    metadata: {labels: {app: echo}}
                    spec: {containers: [{name: echo, image: echo}]}
                """);

        // When
        RawClient.Reply scaled =
                client.put(DEPLOYMENTS + "/echo/scale", "{metadata: {name: echo}, spec: {replicas: 4}}");

        // Then
        assertThat(scaled.body().path("kind").asText()).isEqualTo("Scale");
        assertThat(scaled.body().at("/status/selector").asText()).isEqualTo("app=echo");
        assertThat(client.get(DEPLOYMENTS + "/echo").body().at("/spec/replicas").asInt())
                .isEqualTo(4);
    }

    @Test
    void aScaleBelowNothingIsRefused() {
        // Given
        client.post(
                DEPLOYMENTS,
                "{metadata: {name: e}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},"
                        + " spec: {containers: [{name: e, image: e}]}}}}");

        // When
        RawClient.Reply refused = client.patch(DEPLOYMENTS + "/e/scale", RawClient.MERGE, "{spec: {replicas: -1}}");

        // Then
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("spec.replicas: Invalid value: -1: must be greater than or equal to 0");
    }
}
