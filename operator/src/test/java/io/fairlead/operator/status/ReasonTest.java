package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/troubleshooting.md says of reasons and Events. */
class ReasonTest {

    private static final Pattern SECTION = Pattern.compile("(?s)## Reasons and Events\n.*?\n(?=## )");
    private static final Pattern CELLS = Pattern.compile(
            "\\| `(?<reason>\\w+)` \\| (?<conditions>[\\w, ]+) \\| (?<event>Normal|Warning|none) \\| \\S[^|]* \\| \\S[^|]* \\|");

    /** A line of the page's tables. */
    record Row(String reason, List<String> conditions, String event) {

        static Row of(String line) {
            Matcher cells = CELLS.matcher(line);
            assertThat(cells.matches()).as(line).isTrue();
            return new Row(
                    cells.group("reason"), List.of(cells.group("conditions").split(", ")), cells.group("event"));
        }
    }

    static List<Row> rows() throws IOException {
        Matcher section = SECTION.matcher(Files.readString(Path.of("../docs/troubleshooting.md")));
        assertThat(section.find()).isTrue();
        return section.group()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(Row::of)
                .toList();
    }

    @Test
    void theDocumentationSaysOfEachReasonAndOfNoOtherWhatToDo() throws IOException {
        // When
        List<String> documented = rows().stream().map(Row::reason).toList();

        // Then
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::name).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theDocumentationSaysWhichEventAReasonIs(Row row) {
        // Given
        String status = row.event().equals("Normal") ? "True" : "False";
        List<Condition> conditions = row.conditions().stream()
                .map(type -> new ConditionBuilder()
                        .withType(ConditionType.valueOf(type).name())
                        .withStatus(status)
                        .withReason(row.reason())
                        .withMessage("In words.")
                        .build())
                .toList();

        // When
        List<StatusEvent> events = StatusEvents.between(
                null, new GrpcLoadBalancerStatus(null, conditions, null, null, null, null, null, null, null));

        // Then
        StatusEvent[] told = row.event().equals("none")
                ? new StatusEvent[0]
                : new StatusEvent[] {new StatusEvent(StatusEvent.Type.valueOf(row.event()), row.reason(), "In words.")};
        assertThat(events).containsExactly(told);
    }
}
