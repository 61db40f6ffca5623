package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources that a CustomResourceDefinition defines: the project's own. */
class CustomResourcesTest {

    private static final String LOAD_BALANCERS = "/apis/fairlead.io/v1alpha1/namespaces/default/grpcloadbalancers";
    private static final String SPEC =
            "{listeners: [{name: grpc, port: 50050}], backends: [{name: echo, service: {name: echo, port: grpc}}]}";

    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        client = RawClient.start();
        client.createDefinitions();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aDefinitionIsInEffectAtOnce() {
        // When, Then
        assertThat(client.get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/grpcloadbalancers.fairlead.io")
                        .body()
                        .at("/status/conditions"))
                .extracting(condition -> condition.path("type").asText() + "="
                        + condition.path("status").asText())
                .containsExactly("NamesAccepted=True", "Established=True");
    }

    @Test
    void whatIsLeftOutAndHasADefaultIsFilledIn() {
        // When
        RawClient.Reply created = client.post(LOAD_BALANCERS, resource(SPEC));

        // Then
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.body().at("/spec/proxy/replicas").asInt()).isEqualTo(2);
        assertThat(created.body().at("/metadata/generation").asInt()).isEqualTo(1);
    }

    @Test
    void aFieldThatIsNotKnownIsDropped() {
        // When
        RawClient.Reply created = client.post(LOAD_BALANCERS, resource("{colour: red, " + SPEC.substring(1)));

        // Then
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.body().path("spec").has("colour")).isFalse();
    }

    @Test
    void aFieldThatIsNotKnownIsRefusedWhereTheClientIsStrict() {
        // When
        RawClient.Reply refused =
                client.post(LOAD_BALANCERS + "?fieldValidation=Strict", resource("{colour: red, " + SPEC.substring(1)));

        // Then
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message())
                .isEqualTo("GrpcLoadBalancer in version \"v1alpha1\" cannot be handled as a GrpcLoadBalancer:"
                        + " strict decoding error: unknown field \"spec.colour\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {listeners: [{name: grpc, port: 70000}]}                     | spec.backends: Required value
                    {listeners: [{name: grpc, port: 70000}], backends: [{name: a, service: {name: a, port: 1}}]} | spec.listeners[0].port: Invalid value: 70000: spec.listeners[0].port in body should be less than or equal to 65535
                    {listeners: [{name: grpc, port: a}], backends: [{name: a, service: {name: a, port: 1}}]} | spec.listeners[0].port: Invalid value: "string": spec.listeners[0].port in body must be of type integer: "string"
                    {listeners: [{name: grpc, port: 1, mode: UDP}], backends: [{name: a, service: {name: a, port: 1}}]} | spec.listeners[0].mode: Unsupported value: "UDP": supported values: "TCP"
                    {listeners: [{name: grpc, port: 1}], backends: []} | spec.backends: Invalid value: 0: spec.backends in body should have at least 1 items
                    {listeners: [{name: grpc, port: 1}, {name: grpc, port: 2}], backends: [{name: a, service: {name: a, port: 1}}]} | spec.listeners[1]: Duplicate value: {"name":"grpc"}
                    {listeners: [{name: grpc, port: 1, backend: b}], backends: [{name: a, service: {name: a, port: 1}}]} | spec.listeners: Invalid value: "object": backend b in listener grpc (expected: one of ["a"])
                    """)
    void whatTheSchemaAndItsRulesForbidIsRefused(String spec, String message) {
        // When
        RawClient.Reply refused = client.post(LOAD_BALANCERS, resource(spec));

        // Then
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).startsWith("GrpcLoadBalancer.fairlead.io \"echo\" is invalid: ");
        assertThat(refused.message()).contains(message);
        assertThat(refused.body().path("reason").asText()).isEqualTo("Invalid");
    }

    @Test
    void whoWritesTheStatusWritesNothingElse() {
        // Given
        client.post(LOAD_BALANCERS, resource(SPEC));

        // When
        RawClient.Reply written = client.patch(
                LOAD_BALANCERS + "/echo/status",
                RawClient.MERGE,
                "{spec: {drain: {delay: 1s}}, status: {backendsReady: 1/1}}");

        // Then
        assertThat(written.body().at("/status/backendsReady").asText()).isEqualTo("1/1");
        assertThat(written.body().path("spec").has("drain")).isFalse();
        assertThat(written.body().at("/metadata/generation").asInt()).isEqualTo(1);
    }

    @Test
    void whoWritesTheRestDoesNotWriteTheStatus() {
        // Given
        client.post(LOAD_BALANCERS, resource(SPEC));
        client.patch(LOAD_BALANCERS + "/echo/status", RawClient.MERGE, "{status: {backendsReady: 1/1}}");

        // When
        RawClient.Reply written = client.patch(
                LOAD_BALANCERS + "/echo",
                RawClient.MERGE,
                "{spec: {drain: {delay: 2s}}, status: {backendsReady: 0/1}}");

        // Then
        assertThat(written.body().at("/status/backendsReady").asText()).isEqualTo("1/1");
        assertThat(written.body().at("/spec/drain/delay").asText()).isEqualTo("2s");
        assertThat(written.body().at("/metadata/generation").asInt()).isEqualTo(2);
    }

    @Test
    void howManyReplicasThereAreIsReadAndWrittenAsAScale() {
        // Given
        client.post(LOAD_BALANCERS, resource(SPEC));
        client.patch(LOAD_BALANCERS + "/echo/status", RawClient.MERGE, "{status: {replicas: 1, selector: a=b}}");

        // When
        RawClient.Reply scaled = client.patch(LOAD_BALANCERS + "/echo/scale", RawClient.MERGE, "{spec: {replicas: 5}}");

        // Then
        assertThat(scaled.body().path("kind").asText()).isEqualTo("Scale");
        assertThat(scaled.body().at("/spec/replicas").asInt()).isEqualTo(5);
        assertThat(scaled.body().at("/status/replicas").asInt()).isEqualTo(1);
        assertThat(scaled.body().at("/status/selector").asText()).isEqualTo("a=b");
        assertThat(client.get(LOAD_BALANCERS + "/echo")
                        .body()
                        .at("/spec/proxy/replicas")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void itsObjectsGoWithTheDefinition() {
        // Given
        client.post(LOAD_BALANCERS, resource(SPEC));

        // When
        client.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/grpcloadbalancers.fairlead.io");

        // Then
        assertThat(client.get(LOAD_BALANCERS).code()).isEqualTo(404);
        client.createDefinitions();
        assertThat(client.get(LOAD_BALANCERS).body().path("items")).isEmpty();
    }

    @Test
    void applyAndStrategicMergePatchAreNotForThem() {
        // Given
        client.post(LOAD_BALANCERS, resource(SPEC));

        // When
        List<RawClient.Reply> refused = List.of(
                client.patch(LOAD_BALANCERS + "/echo", RawClient.STRATEGIC, "{}"),
                client.patch(LOAD_BALANCERS + "/echo", "application/apply-patch+yaml", "{}"));

        // Then
        assertThat(refused).allSatisfy(reply -> {
            assertThat(reply.code()).isEqualTo(415);
            assertThat(reply.message())
                    .endsWith(
                            "accepted media types include: application/json-patch+json, application/merge-patch+json");
        });
    }

    private static String resource(String spec) {
        return "{apiVersion: fairlead.io/v1alpha1, kind: GrpcLoadBalancer, metadata: {name: echo}, spec: " + spec + "}";
    }
}
