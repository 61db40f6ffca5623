package io.fairlead.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses Services get, of the range 127.64.128.0/17. */
class ServiceAddressesTest {

    private static final String SERVICES = "/api/v1/namespaces/default/services";

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
    void eachServiceHasAnAddressOfItsOwn() {
        // Given
        String first = create("a", "").body().at("/spec/clusterIP").asText();

        // When
        JsonNode spec = create("b", "").body().path("spec");

        // Then
        assertThat(first).isEqualTo("127.64.128.1");
        assertThat(spec.path("clusterIP").asText()).isEqualTo("127.64.128.2");
        assertThat(spec.path("clusterIPs")).extracting(JsonNode::asText).containsExactly("127.64.128.2");
        assertThat(spec.path("type").asText()).isEqualTo("ClusterIP");
        assertThat(spec.at("/ports/0/protocol").asText()).isEqualTo("TCP");
        assertThat(spec.at("/ports/0/targetPort").asInt()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({"clusterIP: 127.64.200.7, 127.64.200.7", "clusterIP: None, None", "type: ExternalName, ''"})
    void aServiceThatKnowsWhatItWantsHasIt(String wish, String address) {
        // When
        RawClient.Reply created = create("a", wish + ", ");

        // Then
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.body().at("/spec/clusterIP").asText()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    127.64.128.1 | failed to allocate IP 127.64.128.1: provided IP is already allocated
                    127.65.0.1   | failed to allocate IP 127.65.0.1: the provided IP is not in the valid range. The range of valid IPs is 127.64.128.0/17
                    """)
    void anAddressThatCannotBeHadIsRefused(String address, String message) {
        // Given
        create("a", "");

        // When
        RawClient.Reply refused = create("b", "clusterIP: %s, ".formatted(address));

        // Then
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).endsWith(message);
    }

    @Test
    void anAddressIsKeptAndCannotBeChanged() {
        // Given
        create("a", "");

        // When
        RawClient.Reply kept = client.put(SERVICES + "/a", "{metadata: {name: a}, spec: {ports: [{port: 81}]}}");
        RawClient.Reply refused = client.patch(SERVICES + "/a", RawClient.MERGE, "{spec: {clusterIP: 127.64.128.9}}");

        // Then
        assertThat(kept.body().at("/spec/clusterIP").asText()).isEqualTo("127.64.128.1");
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).endsWith("may not change once set");
    }

    @Test
    void theAddressOfADeletedServiceCanBeHadAgain() {
        // Given
        create("a", "");

        // When
        client.delete(SERVICES + "/a");

        // Then
        assertThat(create("b", "clusterIP: 127.64.128.1, ").code()).isEqualTo(201);
    }

    private RawClient.Reply create(String name, String wish) {
        return client.post(SERVICES, "{metadata: {name: %s}, spec: {%sports: [{port: 80}]}}".formatted(name, wish));
    }
}
