package io.fairlead.demo.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkNamespaceTest {

    @TempDir
    private Path folder;

    @Test
    void namesTheCommandThatIsMissing() {
        // When, Then
        assertThatThrownBy(() -> NetworkNamespace.find(Map.of("PATH", folder.toString()), true, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "--cluster: no command unshare on PATH (expected: that of util-linux, for a network namespace;"
                                + " or loopback addresses of your own: 198.18.0.1/15 and the Services')");
    }

    @Test
    void saysWhyThereIsNoNamespace() throws Exception {
        // Given
        fake("ip", "exit 0");
        fake("unshare", "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1");

        // When, Then
        assertThatThrownBy(() -> NetworkNamespace.find(Map.of("PATH", folder.toString()), true, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("--cluster: no network namespace: unshare: unshare failed: Operation not permitted"
                        + " (expected: root, or a system on which users may make user namespaces;"
                        + " or loopback addresses of your own: 198.18.0.1/15 and the Services')");
    }

    @Test
    void takesAUserNamespaceWhereRootMayNot() throws Exception {
        // Given
        fake("ip", "exit 0");
        fake("unshare", "case $* in *--map-root-user*) exit 0;; esac; exit 1");

        // When
        NetworkNamespace found = NetworkNamespace.find(Map.of("PATH", folder.toString()), true, List.of());

        // Then
        assertThat(found.nsenterFlags()).isEqualTo("--user --preserve-credentials --net");
        assertThat(found.command(List.of("java", "-version")))
                .startsWith(folder.resolve("unshare").toString(), "--net", "--user", "--map-root-user")
                .endsWith("--", "java", "-version");
    }

    private void fake(String command, String script) throws IOException {
        Path file = folder.resolve(command);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
