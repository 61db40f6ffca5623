package io.fairlead.demo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fairlead/proxy",
                "fairlead/proxy:0.1.0",
                "fairlead/proxy@sha256:0123",
                "fairlead/proxy:0.1.0@sha256:0123"
            })
    void anImageIsFoundWhateverItsTagOrDigest(String image) {
        // Given
        Images images = new Images().put("fairlead/proxy", List.of("java", "-version"));

        // When, Then
        assertThat(images.entrypoint("shop", image)).contains(List.of("java", "-version"));
    }

    @Test
    void aPortOfARegistryIsNoTag() {
        // Given
        Images images = new Images().put("localhost:5000/proxy", List.of("true"));

        // When, Then
        assertThat(images.entrypoint("shop", "localhost:5000/proxy")).contains(List.of("true"));
        assertThat(images.entrypoint("shop", "localhost:5000/proxy:1")).contains(List.of("true"));
    }

    @Test
    void anImageThatIsRefusedIsNotFoundInThatNamespaceUntilItIsAllowed() {
        // Given
        Images images = new Images().put("fairlead/proxy", List.of("true"));

        // When
        images.refuse("shop", "fairlead/proxy");

        // Then
        assertThat(images.entrypoint("shop", "fairlead/proxy:1")).isEmpty();
        assertThat(images.entrypoint("other", "fairlead/proxy:1")).isPresent();

        images.allow("shop", "fairlead/proxy");
        assertThat(images.entrypoint("shop", "fairlead/proxy:1")).isPresent();
    }
}
