package io.fairlead.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationFilesTest {

    static Stream<ValidationFiles> folders() {
        return ValidationFiles.all();
    }

    static Stream<Arguments> definitions() {
        return Stream.of(
                Arguments.of("grpcloadbalancers", List.of(ValidationFiles.SPEC, ValidationFiles.STATUS)),
                Arguments.of("proxyreports", List.of(ValidationFiles.PROXY_REPORT)));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void noFileIsUnused(ValidationFiles files) {
        // Given
        List<Path> used = new ArrayList<>(files.valid());
        for (Path invalid : files.invalid()) {
            used.add(invalid);
            used.add(ValidationFiles.answer(invalid));
            if (Files.exists(ValidationFiles.applyAnswer(invalid))) {
                used.add(ValidationFiles.applyAnswer(invalid));
            }
        }

        // When
        List<Path> present = files.present();

        // Then
        assertThat(present).containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void eachConstraintOfTheSchemaIsViolatedByAFile(String plural, List<ValidationFiles> folders) throws IOException {
        // Given
        JsonNode definition =
                new YAMLMapper().readTree(Path.of(plural + ".fairlead.io.yaml").toFile());
        Map<String, Pattern> constraints =
                SchemaConstraints.of(definition.at("/spec/versions/0/schema/openAPIV3Schema"));

        // When
        List<String> faults = new ArrayList<>();
        for (ValidationFiles files : folders) {
            for (Path invalid : files.invalid()) {
                faults.addAll(Files.readAllLines(ValidationFiles.answer(invalid)));
            }
        }

        // Then
        constraints
                .values()
                .removeIf(fault ->
                        faults.stream().anyMatch(line -> fault.matcher(line).lookingAt()));
        assertThat(constraints.keySet()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpcloadbalancers", "proxyreports"})
    void eachFieldIsInAFileWithEverything(String plural) throws IOException {
        // Given
        YAMLMapper yaml = new YAMLMapper();
        JsonNode definition =
                yaml.readTree(Path.of(plural + ".fairlead.io.yaml").toFile());

        // When
        Set<String> missing = FieldPaths.ofSchema(definition.at("/spec/versions/0/schema/openAPIV3Schema"));
        for (ValidationFiles files : ValidationFiles.all().toList()) {
            missing.removeAll(FieldPaths.ofValue(
                    yaml.readTree(files.file("valid-everything.yaml").toFile())));
        }

        // Then
        assertThat(missing).isEmpty();
    }
}
