package io.fairlead.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorConfigFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            proxi: {}                                                | proxi: unknown field (expected: one of proxy)
            proxy: {imge: a}                                         | proxy.imge: unknown field (expected: one of image, imagePullPolicy, imagePullSecrets, podSecurityContext, securityContext)
            proxy: {image: 5}                                        | proxy.image: 5 (expected: text)
            proxy: {image: ''}                                       | proxy.image: '' (expected: the name of an image, such as registry.example.com/fairlead/proxy:1.0.0)
            proxy: {image: 'a b'}                                    | proxy.image: 'a b' (expected: the name of an image, such as registry.example.com/fairlead/proxy:1.0.0)
            proxy: {imagePullPolicy: Sometimes}                      | proxy.imagePullPolicy: "Sometimes" (expected: one of Always, IfNotPresent, Never)
            proxy: {imagePullSecrets: registry}                      | proxy.imagePullSecrets: "registry" (expected: a list)
            proxy: {imagePullSecrets: [{nam: a}]}                    | proxy.imagePullSecrets[0].nam: unknown field (expected: one of name)
            proxy: {podSecurityContext: {runAsUser: root}}           | proxy.podSecurityContext.runAsUser: "root" (expected: a whole number)
            proxy: {podSecurityContext: {seccompProfile: {typ: a}}}  | proxy.podSecurityContext.seccompProfile.typ: unknown field (expected: one of localhostProfile, type)
            proxy: {securityContext: {privileged: maybe}}            | proxy.securityContext.privileged: "maybe" (expected: true or false)
            proxy: 5                                                 | proxy: 5 (expected: an object)
            []                                                       | [] (expected: the operator's configuration in YAML)
            """)
    void faultNamesTheFieldTheValueAndWhatWasExpected(String text, String fault) throws IOException {
        // Given
        Path file = write(text);

        // When
        Throwable thrown = catchThrowable(() -> OperatorConfigFile.read(file));

        // Then
        assertThat(thrown).isInstanceOf(InvalidOperatorConfigException.class).hasMessage(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy: {image: a}\nproxy: {image: b}", "proxy: [", "proxy: {}\n---\nproxy: {}"})
    void whatIsNotOneDocumentWithEachKeyOnceIsAFault(String text) throws IOException {
        // Given
        Path file = write(text);

        // When
        Throwable thrown = catchThrowable(() -> OperatorConfigFile.read(file));

        // Then
        assertThat(thrown).isInstanceOf(InvalidOperatorConfigException.class);
        assertThat(thrown.getMessage()).contains("(expected: ").hasLineCount(1);
    }

    @Test
    void missingFileIsAFault() {
        // Given
        Path file = folder.resolve("missing.yaml");

        // When
        Throwable thrown = catchThrowable(() -> OperatorConfigFile.read(file));

        // Then
        assertThat(thrown).hasMessage("no such file (expected: the operator's configuration in YAML)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "proxy:\n"})
    void whatIsLeftOutHasADefault(String text) throws Exception {
        // Given
        Path file = write(text);

        // When
        ProxyPods pods = OperatorConfigFile.read(file).proxyOrDefault();

        // Then
        assertThat(pods.imageOrDefault()).startsWith("fairlead/proxy:0.");
        assertThat(pods.podSecurityContextOrDefault().getRunAsNonRoot()).isTrue();
        assertThat(pods.securityContextOrDefault().getReadOnlyRootFilesystem()).isTrue();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }
}
