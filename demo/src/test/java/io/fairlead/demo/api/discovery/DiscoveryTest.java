package io.fairlead.demo.api.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fairlead.demo.api.negotiation.Document;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String DEFINITION = """
            spec:
              group: example.org
              scope: Cluster
              names: {kind: Car, plural: cars, singular: car, shortNames: [c], categories: [all]}
              versions:
              - {name: v2, served: true, subresources: {status: {}, scale: {}}, schema: {openAPIV3Schema: {type: object}}}
              - {name: v1, served: false, schema: {openAPIV3Schema: {type: object}}}
            """;

    private final Discovery discovery = new Discovery(ResourceTypes.of(List.of(yaml(DEFINITION))));

    @Test
    void aVersionListsItsKindsAndTheirSubresources() {
        // When
        JsonNode list = json("/apis/example.org/v2", "");

        // Then
        assertThat(list)
                .isEqualTo(yaml("""
                        kind: APIResourceList
                        apiVersion: v1
                        groupVersion: example.org/v2
                        resources:
                        - name: cars
                          singularName: car
                          namespaced: false
                          kind: Car
                          verbs: [create, delete, deletecollection, get, list, patch, update, watch]
                          shortNames: [c]
                          categories: [all]
                        - {name: cars/scale, singularName: '', namespaced: false, group: autoscaling, version: v1, kind: Scale, verbs: [get, patch, update]}
                        - {name: cars/status, singularName: '', namespaced: false, kind: Car, verbs: [get, patch, update]}
                        """));
    }

    @Test
    void aGroupNamesTheVersionsThatAreServed() {
        // When
        JsonNode group = json("/apis/example.org", "application/json");

        // Then
        assertThat(group)
                .isEqualTo(yaml("""
                        name: example.org
                        versions: [{groupVersion: example.org/v2, version: v2}]
                        preferredVersion: {groupVersion: example.org/v2, version: v2}
                        kind: APIGroup
                        apiVersion: v1
                        """));
    }

    @Test
    void groupsAreListedWithoutTheCore() {
        // When
        JsonNode groups = json("/apis", "application/json");

        // Then
        assertThat(groups.path("groups").findValuesAsText("name"))
                .containsExactly(
                        "apps",
                        "policy",
                        "rbac.authorization.k8s.io",
                        "apiextensions.k8s.io",
                        "coordination.k8s.io",
                        "discovery.k8s.io",
                        "example.org");
        assertThat(json("/api", "").path("versions")).isEqualTo(yaml("[v1]"));
    }

    @Test
    void allOfItIsAnsweredAtOnceWhereThatIsAskedFor() {
        // When
        Document document = discovery.answer("/apis", AGGREGATED + ",application/json").orElseThrow();

        // Then
        assertThat(document.contentType()).isEqualTo(AGGREGATED);
        JsonNode items = yaml(new String(document.body(), UTF_8)).path("items");
        assertThat(items.get(items.size() - 1))
                .isEqualTo(yaml("""
                        metadata: {name: example.org}
                        versions:
                        - version: v2
                          resources:
                          - resource: cars
                            responseKind: {group: example.org, version: v2, kind: Car}
                            scope: Cluster
                            singularResource: car
                            verbs: [create, delete, deletecollection, get, list, patch, update, watch]
                            shortNames: [c]
                            categories: [all]
                            subresources:
                            - {subresource: scale, responseKind: {group: autoscaling, version: v1, kind: Scale}, verbs: [get, patch, update]}
                            - {subresource: status, responseKind: {group: example.org, version: v2, kind: Car}, verbs: [get, patch, update]}
                          freshness: Current
                        """));
    }

    @Test
    void anOlderAggregatedFormIsNotServed() {
        // When
        Document document = discovery
                .answer("/api", "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json")
                .orElseThrow();

        // Then
        assertThat(document.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/apis/none", "/apis/example.org/v1", "/api/v2", "/api/v1/pods", "/version/x", "/apis/", "/metrics"})
    void nothingIsAnsweredElsewhere(String path) {
        // When, Then
        assertThat(discovery.answer(path, "")).isEmpty();
    }

    private JsonNode json(String path, String accept) {
        return yaml(new String(
                discovery.answer(path, accept).orElseThrow().body(), UTF_8));
    }

    private static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
