package io.fairlead.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which lines a section inherits: those of the defaults section that it names, else of the last one before it. */
final class Inheritance {

    /** How many lines all sections may inherit together: each is read again for each. */
    private static final int MAX_INHERITED = 1_000_000;

    private final Findings findings;
    private final Map<String, Section> named = new HashMap<>();
    private final Map<Section, List<Directive>> effective = new HashMap<>();
    private final Set<Section> used = new HashSet<>();
    private @Nullable Section last;
    private long inherited;

    private Inheritance(Findings findings) {
        this.findings = findings;
    }

    /** Returns all lines that hold for each section that takes clients or has servers, the inherited ones first. */
    static Map<Section, List<Directive>> resolve(List<Section> sections, Findings findings) {
        Inheritance inheritance = new Inheritance(findings);
        Map<Section, List<Directive>> resolved = new HashMap<>();
        for (Section section : sections) {
            if (section.kind() == SectionKind.DEFAULTS) {
                inheritance.define(section);
            } else if (section.kind().takesClients() || section.kind().hasServers()) {
                resolved.put(
                        section,
                        inheritance.lines(
                                section, section.from() == null ? inheritance.last : inheritance.parent(section)));
            }
        }
        for (Section section : sections) {
            if (section.kind() == SectionKind.DEFAULTS && !inheritance.used.contains(section)) {
                findings.note(section.header(), section.header().toString(), "no section uses it");
            }
        }
        return resolved;
    }

    private void define(Section defaults) {
        effective.put(defaults, lines(defaults, parent(defaults)));
        if (!defaults.name().isEmpty() && named.put(defaults.name(), defaults) != null) {
            findings.fault(defaults.header().words().get(1), "defaults", "a name of its own");
        }
        last = defaults;
    }

    private @Nullable Section parent(Section section) {
        Word from = section.from();
        if (from == null) {
            return null;
        }
        Section parent = named.get(from.text());
        if (parent == null) {
            findings.fault(from, section.header().start(2) + " from", "the name of a defaults section before it");
        }
        return parent;
    }

    private List<Directive> lines(Section section, @Nullable Section parent) {
        List<Directive> lines = new ArrayList<>();
        if (parent != null) {
            used.add(parent);
            List<Directive> more = effective.getOrDefault(parent, List.of());
            long before = inherited;
            inherited += more.size();
            if (inherited <= MAX_INHERITED) {
                lines.addAll(more);
            } else if (before <= MAX_INHERITED) {
                findings.fault(
                        section.header().first(),
                        "section",
                        "at most %d lines that sections inherit".formatted(MAX_INHERITED));
            }
        }
        lines.addAll(section.directives());
        return lines;
    }
}
