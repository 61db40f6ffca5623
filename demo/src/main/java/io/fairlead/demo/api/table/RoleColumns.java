package io.fairlead.demo.api.table;

import static io.fairlead.demo.api.table.Texts.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is shown of roles and of who has them, in a namespace or in the whole cluster. */
final class RoleColumns {

    /** Also of CustomResourceDefinitions. */
    static final List<Column> ROLE = List.of(Column.NAME, createdAt());

    static final List<Column> BINDING = List.of(
            Column.NAME,
            Column.text(
                    "Role",
                    binding -> binding.at("/roleRef/kind").asText() + "/"
                            + binding.at("/roleRef/name").asText()),
            Column.AGE,
            subjects("Users", "User", RoleColumns::name),
            subjects("Groups", "Group", RoleColumns::name),
            subjects(
                    "ServiceAccounts",
                    "ServiceAccount",
                    subject -> subject.path("namespace").asText() + "/" + name(subject)));

    private RoleColumns() {}

    private static Column createdAt() {
        Column text = Column.text(
                "Created At", role -> role.at("/metadata/creationTimestamp").asText());
        return new Column(text.name(), "date", "", "", 0, text.cell());
    }

    private static Column subjects(String name, String kind, Function<JsonNode, String> text) {
        return Column.text(
                        name,
                        binding -> elements(binding.path("subjects"))
                                .filter(subject -> subject.path("kind").asText().equals(kind))
                                .map(text)
                                .collect(Collectors.joining(", ")))
                .wide();
    }

    private static String name(JsonNode subject) {
        return subject.path("name").asText();
    }
}
