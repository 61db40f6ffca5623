package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kinds of patches make of an object. */
class PatchesTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String POD = """
            metadata: {name: a, labels: {x: '1', y: '2'}, finalizers: [test/a, test/b]}
            spec:
              containers:
              - {name: one, image: one:1, args: [a, b], env: [{name: A, value: '1'}, {name: B, value: '2'}]}
              - {name: two, image: two:1}
              tolerations: [{key: a}]
              nodeSelector: {a: b}
            """;

    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        client = RawClient.start();
        client.post(PODS, POD);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {metadata: {labels: {x: null, z: '3'}}}              | /metadata/labels         | {y: '2', z: '3'}
                    {metadata: {finalizers: [test/c]}}                   | /metadata/finalizers     | [test/c]
                    {spec: {tolerations: [{key: b}]}}                    | /spec/tolerations        | [{key: b}]
                    {spec: {nodeSelector: {c: d}}}                       | /spec/nodeSelector       | {a: b, c: d}
                    """)
    void aMergePatchMergesObjectsAndReplacesLists(String patch, String place, String expected) throws IOException {
        // When
        RawClient.Reply patched = client.patch(PODS + "/a", RawClient.MERGE, patch);

        // Then
        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().at(place)).isEqualTo(yaml(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {spec: {containers: [{name: two, image: 'two:2'}]}}                       | /spec/containers/1/image | two:2
                    {spec: {containers: [{name: two, image: 'two:2'}]}}                       | /spec/containers/0/image | one:1
                    {spec: {containers: [{name: one, env: [{name: B, value: '3'}, {name: C, value: '4'}]}]}} | /spec/containers/0/env | [{name: A, value: '1'}, {name: B, value: '3'}, {name: C, value: '4'}]
                    {spec: {containers: [{name: one, env: [{name: A, $patch: delete}]}]}}     | /spec/containers/0/env   | [{name: B, value: '2'}]
                    {spec: {containers: [{name: one, env: [{$patch: replace}, {name: D, value: '5'}]}]}} | /spec/containers/0/env | [{name: D, value: '5'}]
                    {spec: {containers: [{name: one, env: null}]}}                            | /spec/containers/0/args  | [a, b]
                    {spec: {containers: [{name: one, args: [c]}]}}                            | /spec/containers/0/args  | [c]
                    {spec: {tolerations: [{key: b}]}}                                         | /spec/tolerations        | [{key: b}]
                    {spec: {nodeSelector: {$patch: replace, c: d}}}                           | /spec/nodeSelector       | {c: d}
                    {spec: {nodeSelector: {$retainKeys: [c], c: d}}}                          | /spec/nodeSelector       | {c: d}
                    {metadata: {finalizers: [test/c, test/a]}}                                | /metadata/finalizers     | [test/a, test/b, test/c]
                    {metadata: {$deleteFromPrimitiveList/finalizers: [test/a]}}               | /metadata/finalizers     | [test/b]
                    {spec: {$setElementOrder/containers: [{name: two}, {name: one}], containers: [{name: one, image: 'one:2'}]}} | /spec/containers/1/image | one:2
                    {spec: {$setElementOrder/containers: [{name: two}, {name: one}]}}         | /spec/containers/0/name  | two
                    """)
    void aStrategicMergePatchMergesListsByTheirKeys(String patch, String place, String expected) throws IOException {
        // When
        RawClient.Reply patched = client.patch(PODS + "/a", RawClient.STRATEGIC, patch);

        // Then
        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().at(place)).isEqualTo(yaml(expected));
    }

    @Test
    void anItemWithoutItsKeyIsRefused() {
        // When
        RawClient.Reply refused = client.patch(PODS + "/a", RawClient.STRATEGIC, "{spec: {containers: [{image: x}]}}");

        // Then
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("map: {\"image\":\"x\"} does not contain declared merge key: name");
    }

    @Test
    void aJsonPatchIsDoneStepByStep() {
        // When
        RawClient.Reply patched = client.patch(
                PODS + "/a",
                RawClient.JSON_PATCH,
                "[{op: test, path: /metadata/labels/x, value: '1'}, {op: remove, path: /metadata/labels/x},"
                        + " {op: add, path: /spec/containers/0/args/-, value: c}]");

        // Then
        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().at("/metadata/labels").has("x")).isFalse();
        assertThat(patched.body().at("/spec/containers/0/args/2").asText()).isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{op: test, path: /metadata/labels/x, value: '2'}] | 422 | the server rejected our request due to an error in our request
                    {op: remove}                                       | 400 | the patch is not a list of operations
                    """)
    void aJsonPatchThatDoesNotGoIsRefused(String patch, int code, String message) {
        // When
        RawClient.Reply refused = client.patch(PODS + "/a", RawClient.JSON_PATCH, patch);

        // Then
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.message()).startsWith(message);
    }

    @Test
    void aPatchOfAnOldVersionIsRefused() {
        // When
        RawClient.Reply refused =
                client.patch(PODS + "/a", RawClient.MERGE, "{metadata: {resourceVersion: '1', labels: {x: '3'}}}");

        // Then
        assertThat(refused.code()).isEqualTo(409);
    }

    @Test
    void serverSideApplyIsRefused() {
        // When
        RawClient.Reply refused = client.patch(PODS + "/a", "application/apply-patch+yaml", "{}");

        // Then
        assertThat(refused.code()).isEqualTo(415);
        assertThat(refused.reason()).isEqualTo("UnsupportedMediaType");
        assertThat(refused.message()).startsWith("server-side apply is not served here");
    }

    private static JsonNode yaml(String text) throws IOException {
        return new YAMLMapper().readTree(text);
    }
}
