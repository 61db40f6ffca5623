package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserKubeconfigTest {

    private static final String TWO_CONTEXTS = """
            apiVersion: v1
            kind: Config
            current-context: mine
            contexts:
            - {name: other, context: {cluster: other, user: other}}
            - {name: mine, context: {cluster: mine, user: me, namespace: shop}}
            clusters:
            - {name: other, cluster: {server: "https://other.example:6443"}}
            - {name: mine, cluster: {server: "https://mine.example:6443", certificate-authority: pki/ca.crt}}
            users:
            - {name: other, user: {token: secret-of-another}}
            - {name: me, user: {client-certificate: pki/me.crt, client-key: /keys/me.key}}
            """;

    @TempDir
    private Path folder;

    private Path file;
    private Path copy;

    @BeforeEach
    void files() {
        file = folder.resolve("admin.kubeconfig");
        copy = folder.resolve("copy");
    }

    @Test
    void copyLeadsToTheCurrentContextWithAnotherNamespace() throws IOException {
        // Given
        Files.writeString(file, TWO_CONTEXTS);

        // When
        new UserKubeconfig(file).copyTo(copy, "fairlead-demo");

        // Then
        Config read = Config.fromKubeconfig(Files.readString(copy));
        assertThat(read.getMasterUrl()).isEqualTo("https://mine.example:6443/");
        assertThat(read.getNamespace()).isEqualTo("fairlead-demo");
        assertThat(read.getCaCertFile()).isEqualTo(folder.resolve("pki/ca.crt").toString());
        assertThat(read.getClientCertFile())
                .isEqualTo(folder.resolve("pki/me.crt").toString());
        assertThat(read.getClientKeyFile()).isEqualTo("/keys/me.key");
    }

    @Test
    void copyIsItsOwnersAloneAndHasNothingOfOtherContexts() throws IOException {
        // Given
        Files.writeString(file, TWO_CONTEXTS);

        // When
        new UserKubeconfig(file).copyTo(copy, "fairlead-demo");

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(copy)).doesNotContain("other", "secret-of-another");
        assertThat(Files.readString(file)).isEqualTo(TWO_CONTEXTS);
    }

    @Test
    void missingFileIsSaidInOneLine() {
        // When Then
        assertThatIOException()
                .isThrownBy(() -> new UserKubeconfig(file).copyTo(copy, "fairlead-demo"))
                .withMessage("--cluster: %s (expected: a kubeconfig that can be read)", file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                      | empty (expected: a kubeconfig)
                    just words              | no YAML of a kubeconfig (expected: a kubeconfig)
                    [1, 2                   | no YAML of a kubeconfig (expected: a kubeconfig)
                    kind: Config            | current-context: nothing (expected: the name of one of its contexts)
                    current-context: nobody | current-context: nobody (expected: the name of one of its contexts)
                    {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "b"}}]} | context.cluster: b (expected: the name of a cluster with a server)
                    {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "b"}}], "clusters": [{"name": "b", "cluster": {}}]} | context.cluster: b (expected: the name of a cluster with a server)
                    """)
    void malformedFileIsSaidInOneLine(String text, String line) throws IOException {
        // Given
        Files.writeString(file, text);

        // When Then
        assertThatIOException()
                .isThrownBy(() -> new UserKubeconfig(file).copyTo(copy, "fairlead-demo"))
                .withMessage("--cluster: %s: %s", file, line);
        assertThat(copy).doesNotExist();
    }
}
