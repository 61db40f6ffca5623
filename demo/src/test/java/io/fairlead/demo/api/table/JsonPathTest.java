package io.fairlead.demo.api.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final String OBJECT = """
            metadata: {labels: {a.b/c: dotted, plain: 'yes'}}
            list: [{type: First, status: 'True', on: true}, {type: Second, status: 'False', on: false, ports: [80, 81]}]
            nothing: null
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        ".metadata.labels.plain          | yes",
        ".metadata.labels.a\\.b/c        | dotted",
        ".metadata.labels['a.b/c']       | dotted",
        ".list[0].type                   | First",
        ".list[-1].type                  | Second",
        ".list[*].status                 | True",
        ".list[?(@.type==\"Second\")].status | False",
        ".list[?(@.type == 'Second')].status | False",
        ".list[?(@.on==false)].type      | Second",
        ".list[1].ports[1]               | 81"
    })
    void aPathLeadsToTheFirstValueThatItNames(String path, String value) throws Exception {
        // Given
        JsonNode object = new YAMLMapper().readTree(OBJECT);

        // When, Then
        assertThat(JsonPath.parse(path).orElseThrow().find(object))
                .map(JsonNode::asText)
                .contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {".none", ".nothing", ".list[9].type", ".list[?(@.type==\"Third\")].status", ".metadata[0]"})
    void aPathToWhatIsNotThereLeadsNowhere(String path) throws Exception {
        // Given
        JsonNode object = new YAMLMapper().readTree(OBJECT);

        // When, Then
        assertThat(JsonPath.parse(path).orElseThrow().find(object)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", ".a[", ".a[?(@.b>1)]", ".a..b", ".list[0:1]"})
    void aPathThatIsNoneOfTheseIsNotRead(String path) {
        // When, Then
        assertThat(JsonPath.parse(path)).isEmpty();
    }
}
