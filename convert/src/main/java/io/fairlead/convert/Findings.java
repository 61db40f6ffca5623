package io.fairlead.convert;

import java.util.List;
import java.util.TreeSet;

/** What was found, each once: a line of a defaults section is read for each section that inherits it. */
final class Findings {

    private final TreeSet<Finding> all = new TreeSet<>();

    /** {@code word} is not what is expected; {@code what} names it. */
    void fault(Word word, String what, String expected) {
        all.add(new Finding(
                word.line(),
                word.column(),
                Finding.Kind.FAULT,
                "%s: %s (expected: %s)".formatted(what, word.text(), expected)));
    }

    /** {@code what}, of {@code origin}, is left out for {@code why}. */
    void leftOut(Directive origin, String what, String why) {
        add(origin, Finding.Kind.LEFT_OUT, what, why);
    }

    /** {@code what}, of {@code origin}, has nothing that does the same, and {@code why} that does not matter. */
    void note(Directive origin, String what, String why) {
        add(origin, Finding.Kind.NOTE, what, why);
    }

    /** {@code what}, which {@code path} is from, has no effect in HAProxy either. Nothing is said of it where {@code section} inherits it. */
    void noEffect(Section section, Origins origins, String path, String what, String why) {
        Directive origin = origins.of(path);
        if (origin != null && section.owns(origin)) {
            note(origin, what, "of no effect " + why);
        }
    }

    private void add(Directive origin, Finding.Kind kind, String what, String why) {
        all.add(new Finding(origin.line(), 0, kind, what + " (" + why + ")"));
    }

    void add(Finding finding) {
        all.add(finding);
    }

    /** Notes what {@code left} says and goes on, unless it is a fault. */
    void goOnAfter(DirectiveException left) throws DirectiveException {
        if (left.finding().kind() == Finding.Kind.FAULT) {
            throw left;
        }
        add(left.finding());
    }

    boolean has(Finding.Kind kind) {
        return all.stream().anyMatch(finding -> finding.kind() == kind);
    }

    /** Returns the faults, in the order of lines: what else was found may be for them alone. */
    List<Finding> faults() {
        return all.stream()
                .filter(finding -> finding.kind() == Finding.Kind.FAULT)
                .toList();
    }

    /** Returns them in the order of lines. */
    List<Finding> all() {
        return List.copyOf(all);
    }
}
