package io.fairlead.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access control lists that a section defines. */
final class Acls {

    private static final List<Acl> LOCALHOST =
            List.of(new Acl("src", List.of(new Word("127.0.0.0/8", 0, 0), new Word("::1", 0, 0))));

    private final Map<String, List<Acl>> byName = new LinkedHashMap<>();
    private final Map<String, Set<Directive>> origins = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    /** Takes {@code acl}; one name may have several tests, and is true where one of them is. */
    void add(Arguments args) throws DirectiveException {
        String name = args.next("a name").text();
        String criterion = args.next("what to test").text();
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(new Acl(criterion, List.copyOf(args.rest())));
        origins.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(args.directive());
    }

    /** Returns the tests of the list {@code name}; {@code null} where there is no such list. */
    @Nullable
    List<Acl> get(String name) {
        used.add(name);
        return name.equals("LOCALHOST") ? LOCALHOST : byName.get(name);
    }

    /** Says of those that no rule asked for that they are left out. */
    void leaveOutUnused(Findings findings) {
        origins.forEach((name, directives) -> {
            if (!used.contains(name)) {
                directives.forEach(directive -> findings.leftOut(
                        directive, directive.start(2), "not yet: but for the rules of tcp-request connection"));
            }
        });
    }
}
