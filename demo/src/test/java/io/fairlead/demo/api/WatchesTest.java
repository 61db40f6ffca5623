package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches as streams of lines, as kubectl and the Kubernetes libraries of other languages read them. */
class WatchesTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        client = RawClient.start(Clock.systemUTC(), Duration.ofMillis(50));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aWatchFromAVersionBringsWhatCameAfterItAndNothingElse() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: before}}");
        String version = version();
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");
        client.patch(CONFIG_MAPS + "/a", RawClient.MERGE, "{data: {a: b}}");
        client.delete(CONFIG_MAPS + "/before");
        client.delete(CONFIG_MAPS + "/a");

        // When
        List<JsonNode> events = watch("resourceVersion=" + version, 4);

        // Then
        assertThat(events)
                .extracting(WatchesTest::text)
                .containsExactly("ADDED a", "MODIFIED a", "DELETED before", "DELETED a");
        assertThat(events).extracting(WatchesTest::versionOf).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aWatchFromAnywhereBeginsWithWhatIsThere() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");
        client.post(CONFIG_MAPS, "{metadata: {name: b}}");

        // When
        List<JsonNode> events = watch("", 2);

        // Then
        assertThat(events).extracting(WatchesTest::text).containsExactly("ADDED a", "ADDED b");
    }

    @Test
    void aWatchGoesOnWithWhatHappensNext() {
        // Given
        try (Stream<JsonNode> stream = client.stream(CONFIG_MAPS + "?watch=true&resourceVersion=" + version())) {

            // When
            client.post(CONFIG_MAPS, "{metadata: {name: a}}");

            // Then
            assertThat(stream.limit(1)).extracting(WatchesTest::text).containsExactly("ADDED a");
        }
    }

    @Test
    void anObjectComesAndGoesWithItsLabels() {
        // Given
        String version = version();
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");
        client.patch(CONFIG_MAPS + "/a", RawClient.MERGE, "{metadata: {labels: {app: a}}}");
        client.patch(CONFIG_MAPS + "/a", RawClient.MERGE, "{metadata: {labels: {app: b}}}");

        // When
        List<JsonNode> events = watch("labelSelector=app%3Da&resourceVersion=" + version, 2);

        // Then
        assertThat(events).extracting(WatchesTest::text).containsExactly("ADDED a", "DELETED a");
    }

    @Test
    void aWatchOfOneObjectBringsNoOther() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");
        client.post(CONFIG_MAPS, "{metadata: {name: b}}");

        // When
        List<JsonNode> events = watch("fieldSelector=metadata.name%3Db", 1);

        // Then
        assertThat(events).extracting(WatchesTest::text).containsExactly("ADDED b");
    }

    @Test
    void aWatchIsToldNowAndThenHowFarItIs() {
        // Given
        String version = version();

        // When
        JsonNode event =
                watch("allowWatchBookmarks=true&resourceVersion=" + version, 1).getFirst();

        // Then
        assertThat(event.path("type").asText()).isEqualTo("BOOKMARK");
        assertThat(event.at("/object/kind").asText()).isEqualTo("ConfigMap");
        assertThat(event.at("/object/metadata/resourceVersion").asText()).isEqualTo(version);
    }

    @Test
    void aWatchThatAsksForItIsToldWhenItHasSeenAllThatIsThere() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");

        // When
        List<JsonNode> events = watch("sendInitialEvents=true&allowWatchBookmarks=true", 2);

        // Then
        assertThat(events.getFirst().path("type").asText()).isEqualTo("ADDED");
        assertThat(events.getLast()
                        .at("/object/metadata/annotations/k8s.io~1initial-events-end")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void aWatchEndsWithItsTime() {
        // When
        try (Stream<JsonNode> stream =
                client.stream(CONFIG_MAPS + "?watch=true&timeoutSeconds=1&resourceVersion=" + version())) {

            // Then
            assertThat(stream).isEmpty();
        }
    }

    @Test
    void aWatchFromAVersionThatIsForgottenIsToldToBeginAnew() {
        // Given
        String version = version();
        for (int i = 0; i < 1100; i++) {
            client.api().client().raw(CONFIG_MAPS, "POST", "{\"metadata\":{\"generateName\":\"a-\"}}");
        }

        // When
        JsonNode event = watch("resourceVersion=" + version, 1).getFirst();

        // Then
        assertThat(event.path("type").asText()).isEqualTo("ERROR");
        assertThat(event.at("/object/code").asInt()).isEqualTo(410);
        assertThat(event.at("/object/reason").asText()).isEqualTo("Expired");
    }

    @Test
    void aWatchFromAVersionThatNeverWasIsToldToBeginAnew() {
        // When
        JsonNode event = watch("resourceVersion=1000000", 1).getFirst();

        // Then
        assertThat(event.path("type").asText()).isEqualTo("ERROR");
        assertThat(event.at("/object/code").asInt()).isEqualTo(410);
    }

    private String version() {
        return client.get(CONFIG_MAPS).body().at("/metadata/resourceVersion").asText();
    }

    private List<JsonNode> watch(String query, int events) {
        try (Stream<JsonNode> stream = client.stream(CONFIG_MAPS + "?watch=true&" + query)) {
            return stream.limit(events).toList();
        }
    }

    private static String text(JsonNode event) {
        return event.path("type").asText() + " "
                + event.at("/object/metadata/name").asText();
    }

    private static long versionOf(JsonNode event) {
        return event.at("/object/metadata/resourceVersion").asLong();
    }
}
