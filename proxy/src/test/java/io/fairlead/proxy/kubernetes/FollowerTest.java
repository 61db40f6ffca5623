package io.fairlead.proxy.kubernetes;

import static io.fairlead.proxy.testing.KubernetesApi.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.proxy.testing.KubernetesApi;
import io.fairlead.proxy.testing.Sockets;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows the API, through all that may break. Awaitility waits for 10 s at most: so long may it take to recover. */
class FollowerTest {

    private static final String WATCH = "^GET .*watch=true";
    private static final String LIST = "^GET (?!.*watch=true)";

    private static final String EXPIRED = """
            {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Expired",
             "message": "too old resource version", "code": 410}}
            """.replace("\n", "") + "\n";

    private static final String HALF_AN_ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

    private final List<List<String>> told = new CopyOnWriteArrayList<>();
    private KubernetesApi api;
    private Cluster cluster;
    private @Nullable Follower<ConfigMap> follower;

    @BeforeEach
    void start() throws Exception {
        api = KubernetesApi.start();
        cluster = Cluster.of(api.config());
    }

    @AfterEach
    void stop() {
        if (follower != null) {
            follower.stop();
        }
        cluster.close();
        api.close();
    }

    @Test
    void tellsWhatThereIsAndEachChange() {
        // Given
        api.putConfig("echo-lb", "one");
        follow();
        awaitKnown("one");

        // When
        api.putConfig("echo-lb", "two");
        awaitKnown("two");
        api.client().configMaps().inNamespace(NAMESPACE).withName("echo-lb").delete();

        // Then
        awaitKnown();
        assertThat(told).containsExactly(List.of("one"), List.of("two"), List.of());
    }

    @Test
    void tellsOfNothingElse() {
        // Given
        api.putConfig("echo-lb", "one");
        follow();
        awaitKnown("one");

        // When
        api.putConfig("other-lb", "other");
        api.putConfig("echo-lb", "two");

        // Then
        awaitKnown("two");
        assertThat(told).containsExactly(List.of("one"), List.of("two"));
    }

    @Test
    void catchesUpWithAnApiThatWasAwayAndKeepsWhatItKnewMeanwhile() {
        // Given
        api.putConfig("echo-lb", "one");
        follow();
        awaitKnown("one");
        api.goAway();

        // When
        api.comeBack();
        api.putConfig("echo-lb", "two");

        // Then
        awaitKnown("two");
        assertThat(told).doesNotContain(List.of());
    }

    @Test
    void noticesWhatWasDeletedWhileTheApiWasAway() {
        // Given
        api.putConfig("echo-lb", "one");
        follow();
        awaitKnown("one");
        api.goAway();

        // When
        api.comeBack();
        api.client().configMaps().inNamespace(NAMESPACE).withName("echo-lb").delete();

        // Then
        awaitKnown();
    }

    @Test
    void startsThoughTheApiIsAway() {
        // Given
        api.putConfig("echo-lb", "one");
        api.goAway();
        follow();

        // When
        api.comeBack();

        // Then
        awaitKnown("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, WATCH, "^GET"})
    void waitsForARightThatComesLater(String requests) {
        // Given
        api.putConfig("echo-lb", "one");
        api.refuse(requests, 403);
        follow();
        await().until(() -> asked(requests) > 1);

        // When
        api.recover();
        awaitKnown("one");
        api.putConfig("echo-lb", "two");

        // Then
        awaitKnown("two");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 410, 429, 500, 503})
    void listsAnewWhereAWatchThatBrokeIsRefused(int status) {
        // Given
        api.putConfig("echo-lb", "one");
        follow();
        awaitWatching();
        api.refuse(WATCH, status);
        api.goAway();
        api.comeBack();
        await().until(() -> asked(WATCH) > 1);

        // When
        api.putConfig("echo-lb", "two");

        // Then
        awaitKnown("two");
        api.recover();
        api.putConfig("echo-lb", "three");
        awaitKnown("three");
    }

    @Test
    void listsAnewWhereTheVersionHasExpiredOnAWebSocket() {
        // Given
        api.putConfig("echo-lb", "one");
        AtomicReference<@Nullable WebSocket> watch = new AtomicReference<>();
        api.answerInstead(
                WATCH,
                () -> new MockResponse().withWebSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket socket, Response response) {
                        watch.set(socket);
                    }
                }));
        follow();
        WebSocket socket = await().until(watch::get, opened -> opened != null);
        api.recover();
        api.putConfig("echo-lb", "two");
        assertThat(told).containsExactly(List.of("one"));

        // When
        socket.send(EXPIRED);

        // Then
        awaitKnown("two");
    }

    @Test
    void listsAnewWhereTheVersionHasExpiredOnAnHttpStream() {
        // Given
        api.putConfig("echo-lb", "one");
        api.answerInstead(WATCH, () -> new MockResponse().setResponseCode(200).setBody(EXPIRED));
        follow();
        awaitKnown("one");

        // When
        api.putConfig("echo-lb", "two");

        // Then
        awaitKnown("two");
    }

    @Test
    void waitsLongerEachTimeWhereEachWatchEndsAtOnce() {
        // Given
        api.putConfig("echo-lb", "one");
        api.answerInstead(WATCH, () -> new MockResponse().setResponseCode(200).setBody(EXPIRED));
        long started = System.nanoTime();

        // When
        follow();
        await().until(() -> asked(LIST) >= 5);

        // Then
        Duration least = Duration.ofMillis(50 + 100 + 200 + 400);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(least);
    }

    @Test
    void listsAnewWhereNothingComesForLong() {
        // Given
        api.putConfig("echo-lb", "one");
        api.answerInstead(WATCH, () -> new MockResponse().withWebSocketUpgrade(new WebSocketListener() {}));
        follow(Duration.ofMillis(200));
        awaitKnown("one");

        // When
        api.putConfig("echo-lb", "two");

        // Then
        awaitKnown("two");
    }

    @Test
    void listsAnewWhereAnAnswerStopsInItsMiddle() throws Exception {
        // Given
        try (ServerSocket stalling = Sockets.listen();
                Cluster stalled = Cluster.of(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + stalling.getLocalPort())
                        .build())) {
            follower = follow(stalled, Duration.ofSeconds(1), this::tell);
            try (Socket first = Sockets.accept(stalling)) {
                first.getOutputStream().write(HALF_AN_ANSWER.getBytes(StandardCharsets.UTF_8));

                // When
                try (Socket second = Sockets.accept(stalling)) {
                    String request = new BufferedReader(
                                    new InputStreamReader(second.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();

                    // Then
                    assertThat(request).startsWith("GET /api/v1/namespaces/shop/configmaps");
                }
            }
        }
    }

    @Test
    void goesOnAfterAFaultOfWhoIsTold() {
        // Given
        api.putConfig("echo-lb", "one");
        AtomicBoolean failed = new AtomicBoolean();

        // When
        follower = follow(cluster, Duration.ofHours(1), found -> {
            if (!failed.getAndSet(true)) {
                throw new StackOverflowError();
            }
            tell(found);
        });

        // Then
        awaitKnown("one");
    }

    @Test
    void tellsNothingOnceItIsStopped() {
        // Given
        api.putConfig("echo-lb", "one");
        Follower<ConfigMap> stopped = follow();
        awaitWatching();

        // When
        stopped.stop();
        follow();
        awaitKnown("one");
        told.clear();
        api.putConfig("echo-lb", "two");

        // Then
        awaitKnown("two");
        assertThat(told).containsExactly(List.of("two"));
    }

    private Follower<ConfigMap> follow() {
        return follow(Duration.ofHours(1));
    }

    private Follower<ConfigMap> follow(Duration longestSilence) {
        Follower<ConfigMap> started = follow(cluster, longestSilence, this::tell);
        follower = started;
        return started;
    }

    private static Follower<ConfigMap> follow(
            Cluster cluster, Duration longestSilence, Consumer<List<ConfigMap>> changed) {
        return Follower.start(
                cluster.client().configMaps().inNamespace(NAMESPACE).withField("metadata.name", "echo-lb"),
                "ConfigMap echo-lb",
                changed,
                longestSilence,
                new Random(1));
    }

    private void tell(List<ConfigMap> found) {
        told.add(found.stream()
                .map(map -> map.getData().get(ManagedNames.CONFIG_KEY))
                .toList());
    }

    private void awaitKnown(String... texts) {
        await().until(() -> !told.isEmpty() && told.getLast().equals(List.of(texts)));
    }

    private void awaitWatching() {
        await().until(() -> api.requests().stream().anyMatch(request -> request.matches(WATCH + ".*")));
    }

    private long asked(String requests) {
        return api.requests().stream()
                .filter(request -> request.matches(requests + ".*") && request.contains("/configmaps"))
                .count();
    }
}
