package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of objects that clients create, read and replace. */
class ObjectsTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String DEPLOYMENT = """
            metadata: {name: echo}
            spec:
              selector: {matchLabels: {app: echo}}
              template:
                metadata: {labels: {app: echo}}
                spec: {containers: [{name: echo, image: fairlead/echo}]}
            """;

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
    void anObjectIsGivenWhatMakesItItself() {
        // When
        RawClient.Reply created = client.post(CONFIG_MAPS, "{metadata: {name: a, uid: mine}, data: {a: b}}");

        // Then
        JsonNode metadata = created.body().path("metadata");
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.body().path("kind").asText()).isEqualTo("ConfigMap");
        assertThat(metadata.path("namespace").asText()).isEqualTo("default");
        assertThat(metadata.path("uid").asText()).hasSize(36);
        assertThat(metadata.path("creationTimestamp").asText()).endsWith("Z");
        assertThat(metadata.path("resourceVersion").asLong()).isPositive();
        assertThat(client.get(CONFIG_MAPS + "/a").body()).isEqualTo(created.body());
    }

    @Test
    void aNameIsMadeFromItsBeginning() {
        // When
        RawClient.Reply created = client.post(CONFIG_MAPS, "{metadata: {generateName: a-}}");

        // Then
        assertThat(created.body().at("/metadata/name").asText()).matches("a-[b-z2-9]{5}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {metadata: {name: taken}} | 409 | AlreadyExists | configmaps "taken" already exists
                    {metadata: {}} | 422 | Invalid | ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required
                    {metadata: {name: A}} | 422 | Invalid | ConfigMap "A" is invalid: metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain
                    {metadata: {name: a, namespace: b}} | 400 | BadRequest | the namespace of the provided object does not match the namespace sent on the request
                    {kind: Pod, apiVersion: v1, metadata: {name: a}} | 400 | BadRequest | Pod in version "v1" cannot be handled as a ConfigMap in version "v1"
                    {metadata: {name: a}, data: [1]} | 400 | BadRequest | ConfigMap in version "v1" cannot be handled as a ConfigMap: data:
                    [] | 400 | BadRequest | the body of the request is not a JSON object
                    """)
    void anObjectThatCannotBeCreatedIsRefused(String object, int code, String reason, String message) {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: taken}}");

        // When
        RawClient.Reply refused = client.post(CONFIG_MAPS, object);

        // Then
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).startsWith(message);
        assertThat(refused.body().path("kind").asText()).isEqualTo("Status");
    }

    @Test
    void nothingIsCreatedInANamespaceThatIsNotThere() {
        // When
        RawClient.Reply refused = client.post("/api/v1/namespaces/nope/configmaps", "{metadata: {name: a}}");

        // Then
        assertThat(refused.code()).isEqualTo(404);
        assertThat(refused.message()).isEqualTo("namespaces \"nope\" not found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET | /api/v1/namespaces/default/configmaps/nope | 404 | configmaps "nope" not found
                    GET | /apis/apps/v1/namespaces/default/deployments/nope | 404 | deployments.apps "nope" not found
                    GET | /apis/example.com/v1/things | 404 | the server could not find the requested resource
                    GET | /api/v1/namespaces/default/configmaps/nope/status | 404 | the server could not find the requested resource
                    GET | /api/v1/nodes?labelSelector=a%20b | 400 | unable to parse requirement: found 'a b'
                    GET | /api/v1/nodes?watch=1&timeoutSeconds=x | 400 | timeoutSeconds: x (expected: a whole number)
                    PUT | /api/v1/namespaces/default/configmaps | 405 | the server does not allow this method on the requested resource
                    POST | /api/v1/namespaces/default/configmaps/a | 405 | the server does not allow this method on the requested resource
                    DELETE | /api/v1/namespaces/default | 403 | namespaces "default" is forbidden: this namespace may not be deleted
                    """)
    void aRequestThatCannotBeAnsweredIsToldWhy(String method, String path, int code, String message) {
        // When
        RawClient.Reply refused = client.send(method, path, "", "");

        // Then
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.message()).startsWith(message);
        assertThat(refused.body().path("code").asInt()).isEqualTo(code);
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        // When
        RawClient.Reply refused = client.send("POST", CONFIG_MAPS, "application/json", "{");

        // Then
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).startsWith("the body of the request is not JSON: ");
    }

    @Test
    void aBodyThatIsSaidToBeProtobufAndIsNotIsRefused() {
        // When
        RawClient.Reply refused = client.send("POST", CONFIG_MAPS, "application/vnd.kubernetes.protobuf", "{}");

        // Then
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("the body of the request does not begin as Kubernetes' protobuf does");
    }

    @Test
    void aBodyOfAnotherFormIsRefused() {
        // When
        RawClient.Reply refused = client.send("POST", CONFIG_MAPS, "application/yaml", "kind: ConfigMap");

        // Then
        assertThat(refused.code()).isEqualTo(415);
        assertThat(refused.message())
                .isEqualTo("the body of the request was in an unknown format - accepted media types include:"
                        + " application/json, application/vnd.kubernetes.protobuf");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        // When
        RawClient.Reply refused = client.send("POST", CONFIG_MAPS, "application/json", " ".repeat(4_000_000));

        // Then
        assertThat(refused.code()).isEqualTo(413);
        assertThat(refused.message()).isEqualTo("limit is 3145728 bytes");
    }

    @Test
    void whoHasReadAnOldVersionCannotReplaceTheObject() {
        // Given
        String old = client.post(CONFIG_MAPS, "{metadata: {name: a}}")
                .body()
                .at("/metadata/resourceVersion")
                .asText();
        client.put(CONFIG_MAPS + "/a", "{metadata: {name: a}, data: {a: b}}");

        // When
        RawClient.Reply refused = client.put(
                CONFIG_MAPS + "/a", "{metadata: {name: a, resourceVersion: '%s'}, data: {a: c}}".formatted(old));

        // Then
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("Conflict");
        assertThat(refused.message())
                .isEqualTo("Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
    }

    @Test
    void anObjectThatIsReplacedByItsLikeStaysInItsVersion() {
        // Given
        RawClient.Reply created = client.post(DEPLOYMENTS, DEPLOYMENT);

        // When
        RawClient.Reply replaced = client.put(DEPLOYMENTS + "/echo", DEPLOYMENT);

        // Then
        assertThat(replaced.code()).isEqualTo(200);
        assertThat(replaced.body()).isEqualTo(created.body());
    }

    @Test
    void onlyWhatIsWantedCountsInTheGeneration() {
        // Given
        client.post(DEPLOYMENTS, DEPLOYMENT);
        client.patch(DEPLOYMENTS + "/echo", RawClient.MERGE, "{metadata: {labels: {a: b}}}");
        client.patch(DEPLOYMENTS + "/echo/status", RawClient.MERGE, "{status: {replicas: 1}}");

        // When
        RawClient.Reply changed = client.patch(DEPLOYMENTS + "/echo", RawClient.MERGE, "{spec: {replicas: 3}}");

        // Then
        assertThat(changed.body().at("/metadata/generation").asInt()).isEqualTo(2);
        assertThat(changed.body().at("/metadata/labels/a").asText()).isEqualTo("b");
        assertThat(changed.body().at("/status/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void whatADeploymentLeavesOutIsFilledIn() {
        // When
        JsonNode spec = client.post(DEPLOYMENTS, DEPLOYMENT).body().path("spec");

        // Then
        assertThat(spec.path("replicas").asInt()).isEqualTo(1);
        assertThat(spec.path("revisionHistoryLimit").asInt()).isEqualTo(10);
        assertThat(spec.path("progressDeadlineSeconds").asInt()).isEqualTo(600);
        assertThat(spec.at("/strategy/rollingUpdate/maxSurge").asText()).isEqualTo("25%");
        assertThat(spec.at("/template/spec/restartPolicy").asText()).isEqualTo("Always");
        assertThat(spec.at("/template/spec/terminationGracePeriodSeconds").asInt())
                .isEqualTo(30);
        assertThat(spec.at("/template/spec/containers/0/imagePullPolicy").asText())
                .isEqualTo("Always");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {selector: {matchLabels: {app: other}}} | spec.template.metadata.labels: Invalid value: {"app":"echo"}: `selector` does not match template `labels`
                    {selector: null} | spec.selector: Required value
                    {replicas: -1} | spec.replicas: Invalid value: -1: must be greater than or equal to 0
                    {template: {spec: {containers: [{name: echo}]}}} | spec.template.spec.containers[0].image: Required value
                    """)
    void aDeploymentThatCannotWorkIsRefused(String change, String message) {
        // Given
        client.post(DEPLOYMENTS, DEPLOYMENT);

        // When
        RawClient.Reply refused = client.patch(DEPLOYMENTS + "/echo", RawClient.MERGE, "{spec: " + change + "}");

        // Then
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message())
                .startsWith("Deployment.apps \"echo\" is invalid: ")
                .contains(message);
    }

    @Test
    void whatIsOnlyTriedIsNotKept() {
        // When
        RawClient.Reply created = client.post(CONFIG_MAPS + "?dryRun=All", "{metadata: {name: a}}");

        // Then
        assertThat(created.code()).isEqualTo(201);
        assertThat(client.get(CONFIG_MAPS + "/a").code()).isEqualTo(404);
    }

    @Test
    void aSecretKeepsTextsAsData() {
        // When
        RawClient.Reply created =
                client.post("/api/v1/namespaces/default/secrets", "{metadata: {name: a}, stringData: {a: b}}");

        // Then
        assertThat(created.body().at("/data/a").asText()).isEqualTo("Yg==");
        assertThat(created.body().path("type").asText()).isEqualTo("Opaque");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    labelSelector=app%3Da                      | x
                    labelSelector=app!%3Da                     | y,z
                    labelSelector=app%20in%20(a,%20b),!canary  | x
                    labelSelector=app%20notin%20(a)            | y,z
                    labelSelector=app,canary%3D%3Dtrue         | y
                    labelSelector=                             | x,y,z
                    fieldSelector=metadata.name%3Dy            | y
                    fieldSelector=metadata.name!%3Dy,data.k%3D1 | x
                    """)
    void aListHasWhatIsSelected(String query, String names) {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: x, labels: {app: a}}, data: {k: '1'}}");
        client.post(CONFIG_MAPS, "{metadata: {name: y, labels: {app: b, canary: 'true'}}}");
        client.post(CONFIG_MAPS, "{metadata: {name: z}}");

        // When
        RawClient.Reply list = client.get(CONFIG_MAPS + "?" + query);

        // Then
        assertThat(list.body().path("kind").asText()).isEqualTo("ConfigMapList");
        assertThat(list.body().at("/metadata/resourceVersion").asLong()).isPositive();
        assertThat(list.body().path("items"))
                .extracting(item -> item.at("/metadata/name").asText())
                .containsExactlyInAnyOrderElementsOf(Set.of(names.split(",")));
    }

    @Test
    void aListOfAllNamespacesHasThoseOfEach() {
        // Given
        client.post(CONFIG_MAPS, "{metadata: {name: a}}");
        client.post("/api/v1/namespaces/kube-system/configmaps", "{metadata: {name: a}}");

        // When
        RawClient.Reply list = client.get("/api/v1/configmaps");

        // Then
        assertThat(list.body().path("items"))
                .extracting(item -> item.at("/metadata/namespace").asText())
                .containsExactly("default", "kube-system");
    }
}
