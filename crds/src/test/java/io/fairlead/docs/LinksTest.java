package io.fairlead.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {

    static List<Path> pages() throws IOException {
        return Pages.all();
    }

    @Test
    void thePagesAreFound() throws IOException {
        // When
        List<Path> pages = Pages.all();

        // Then
        assertThat(pages).contains(Pages.ROOT.resolve("README.md"), Pages.ROOT.resolve("docs/proxy.md"));
        assertThat(Pages.links(Pages.ROOT.resolve("README.md"))).contains("docs/proxy.md", "LICENSE");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatAPageLinksToIsThere(Path page) throws IOException {
        // Given
        List<String> links = Pages.links(page);

        // When
        List<String> dead = new ArrayList<>();
        for (String link : links) {
            if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                dead.add(link);
            }
        }

        // Then
        assertThat(dead).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return target.startsWith(Pages.ROOT)
                && Files.exists(target)
                && (parts.length == 1 || Pages.anchors(target).contains(parts[1]));
    }
}
