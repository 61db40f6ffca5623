package io.fairlead.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page says of HAProxy's directives is shown by tests that exist. */
class HaproxyPageTest {

    private static final int VERDICT = 2;
    private static final int TESTS = 3;

    private final String page = Files.readString(Pages.ROOT.resolve("docs/haproxy.md"));

    HaproxyPageTest() throws IOException {}

    @Test
    void eachDirectiveHasAVerdict() {
        // When
        List<List<String>> rows = rows("Directives");

        // Then
        assertThat(rows)
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(row)
                        .hasSize(TESTS + 1)
                        .element(VERDICT)
                        .asString()
                        .matches("yes(; .+)?|differs: .+|not yet([;:] .+)?|no: .+"));
    }

    @Test
    void eachYesNamesATest() {
        // Given
        List<List<String>> rows = rows("Directives");

        // When
        List<List<String>> kept =
                rows.stream().filter(row -> row.get(VERDICT).startsWith("yes")).toList();

        // Then
        assertThat(kept)
                .hasSizeGreaterThan(10)
                .allSatisfy(row ->
                        assertThat(TestNames.in(row.get(TESTS))).as("%s", row).isNotEmpty());
    }

    @Test
    void eachDifferenceNamesATest() {
        // When
        List<List<String>> rows = rows("Differences");

        // Then
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(TestNames.in(row.getFirst())).as("%s", row).isNotEmpty());
    }

    @Test
    void eachTestThatIsNamedExists() throws IOException {
        // Given
        TestNames tests = TestNames.read();

        // When
        List<String> missing = new ArrayList<>();
        for (String name : TestNames.in(page)) {
            if (!tests.has(name)) {
                missing.add(name);
            }
        }

        // Then
        assertThat(missing).isEmpty();
    }

    /** Returns the cells of each row of the table under the heading. */
    private List<List<String>> rows(String heading) {
        String section =
                page.substring(page.indexOf("\n## " + heading + "\n") + 4).split("\n## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList())
                .map(cells -> cells.subList(0, cells.size() - 1))
                .toList();
    }
}
