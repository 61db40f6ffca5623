package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountedPathsTest {

    @ParameterizedTest
    @CsvSource({
        "/etc/fairlead, /pod/config",
        "/etc/fairlead/a.yaml, /pod/config/a.yaml",
        "--file=/etc/fairlead/a.yaml, --file=/pod/config/a.yaml",
        "/etc/fairlead/secret/key, /pod/secret/key",
        "/etc/fairlead.d/a.yaml, /etc/fairlead.d/a.yaml",
        "/etc, /etc",
        "name=/etc/fairlead, name=/etc/fairlead",
        "--config-map, --config-map"
    })
    void aPathUnderAMountIsRewrittenAndNothingElse(String told, String real) {
        // Given
        MountedPaths paths = new MountedPaths(
                Map.of("/etc/fairlead", Path.of("/pod/config"), "/etc/fairlead/secret", Path.of("/pod/secret")));

        // When, Then
        assertThat(paths.rewrite(told)).isEqualTo(real);
    }
}
