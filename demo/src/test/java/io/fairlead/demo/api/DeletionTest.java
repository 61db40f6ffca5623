package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When objects go, and what goes with them. */
class DeletionTest {

    private static final String NAMESPACES = "/api/v1/namespaces";
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String BOUND_POD =
            "{metadata: {name: a}, spec: {nodeName: node, containers: [{name: a, image: a}]}}";

    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        client = RawClient.start();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void anObjectThatNothingHoldsGoesAtOnce() {
        // Given
        String uid = client.post(CONFIG_MAPS, "{metadata: {name: a}}")
                .body()
                .at("/metadata/uid")
                .asText();

        // When
        RawClient.Reply deleted = client.delete(CONFIG_MAPS + "/a");

        // Then
        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.body().path("status").asText()).isEqualTo("Success");
        assertThat(deleted.body().at("/details/uid").asText()).isEqualTo(uid);
        assertThat(client.get(CONFIG_MAPS + "/a").code()).isEqualTo(404);
    }

    @Test
    void anObjectWithFinalizersIsMarkedAndGoesWithTheLastOfThem() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: a, finalizers: [test/a]}}");
        RawClient.Reply marked = client.delete(CONFIG_MAPS + "/a");

        // When
        client.patch(CONFIG_MAPS + "/a", RawClient.MERGE, "{metadata: {finalizers: null}}");

        // Then
        assertThat(marked.body().at("/metadata/deletionTimestamp").asText()).isNotEmpty();
        assertThat(client.get(CONFIG_MAPS + "/a").code()).isEqualTo(404);
    }

    @Test
    void aPodOnANodeHasItsGrace() {
        // Given
        client.post(PODS, BOUND_POD);

        // When
        RawClient.Reply deleted = client.delete(PODS + "/a", "{gracePeriodSeconds: 7}");

        // Then
        assertThat(deleted.body().path("kind").asText()).isEqualTo("Pod");
        assertThat(deleted.body().at("/metadata/deletionGracePeriodSeconds").asInt())
                .isEqualTo(7);
        assertThat(client.get(PODS + "/a").code()).isEqualTo(200);
    }

    @Test
    void aPodThatEndsStaysWhileItsNodeWritesItsStatus() {
        // Given
        client.post(PODS, BOUND_POD);
        client.delete(PODS + "/a");

        // When
        RawClient.Reply written = client.patch(PODS + "/a/status", RawClient.MERGE, "{status: {phase: Running}}");

        // Then
        assertThat(written.body().at("/metadata/deletionGracePeriodSeconds").asInt())
                .isEqualTo(30);
        assertThat(client.get(PODS + "/a").body().at("/status/phase").asText()).isEqualTo("Running");
    }

    @Test
    void aPodGoesWhenItsNodeHasEndedIt() {
        // Given
        client.post(PODS, BOUND_POD);
        client.delete(PODS + "/a");

        // When
        client.delete(PODS + "/a", "{gracePeriodSeconds: 0}");

        // Then
        assertThat(client.get(PODS + "/a").code()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}",
                "{metadata: {name: a}, spec: {nodeName: '', containers: [{name: a, image: a}]}}"
            })
    void aPodThatIsOnNoNodeGoesAtOnce(String pod) {
        // Given
        client.post(PODS, pod);

        // When
        client.delete(PODS + "/a");

        // Then
        assertThat(client.get(PODS + "/a").code()).isEqualTo(404);
    }

    @Test
    void anotherObjectOfThatNameIsNotDeleted() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");

        // When
        RawClient.Reply refused = client.delete(CONFIG_MAPS + "/a", "{preconditions: {uid: other}}");

        // Then
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.message()).contains("Precondition failed: UID in precondition: other, UID in object meta: ");
        assertThat(client.get(CONFIG_MAPS + "/a").code()).isEqualTo(200);
    }

    @Test
    void ofACollectionThatIsDeletedWhatIsNotSelectedStays() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: a, labels: {app: a}}}");
        client.post(CONFIG_MAPS, "{metadata: {name: b}}");

        // When
        client.delete(CONFIG_MAPS + "?labelSelector=app%3Da");

        // Then
        assertThat(client.get(CONFIG_MAPS).body().path("items"))
                .extracting(item -> item.at("/metadata/name").asText())
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Foreground:foregroundDeletion", "Orphan:orphan"})
    void aPolicyIsLeftToTheGarbageCollector(String policyAndFinalizer) {
        // Given
        String[] parts = policyAndFinalizer.split(":", 2);
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");

        // When
        RawClient.Reply marked = client.delete(CONFIG_MAPS + "/a", "{propagationPolicy: %s}".formatted(parts[0]));

        // Then
        assertThat(marked.body().at("/metadata/finalizers/0").asText()).isEqualTo(parts[1]);
        assertThat(marked.body().at("/metadata/deletionTimestamp").asText()).isNotEmpty();
    }

    @Test
    void aNamespaceTakesItsContentsAlong() {
        // Given
        client.post(NAMESPACES, "{metadata: {name: shop}}");
        client.post(NAMESPACES + "/shop/configmaps", "{metadata: {name: a}}");
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");

        // When
        client.delete(NAMESPACES + "/shop");

        // Then
        assertThat(client.get(NAMESPACES + "/shop").code()).isEqualTo(404);
        assertThat(client.get("/api/v1/configmaps").body().path("items"))
                .extracting(item -> item.at("/metadata/namespace").asText())
                .containsExactly("default");
        assertThat(client.get("/api/v1/serviceaccounts").body().path("items"))
                .extracting(item -> item.at("/metadata/namespace").asText())
                .containsExactly("default", "kube-system");
    }

    @Test
    void aNamespaceWaitsForItsPods() {
        // Given
        client.post(NAMESPACES, "{metadata: {name: shop}}");
        client.post(NAMESPACES + "/shop/pods", BOUND_POD);
        client.delete(NAMESPACES + "/shop");
        RawClient.Reply waiting = client.get(NAMESPACES + "/shop");
        RawClient.Reply refused = client.post(NAMESPACES + "/shop/configmaps", "{metadata: {name: a}}");

        // When
        client.delete(NAMESPACES + "/shop/pods/a", "{gracePeriodSeconds: 0}");

        // Then
        assertThat(waiting.body().at("/status/phase").asText()).isEqualTo("Terminating");
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("configmaps \"a\" is forbidden: unable to create new content in namespace shop because it is"
                        + " being terminated");
        assertThat(client.get(NAMESPACES + "/shop").code()).isEqualTo(404);
    }
}
