package io.fairlead.convert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the configuration's lines into sections. */
final class SectionReader {

    private static final String NAME = "[A-Za-z0-9._:-]+";
    private static final String NAME_MEANING = "a name of letters, digits and any of . _ : -";

    private final Lexer lexer;
    private final Environment environment;
    private final Findings findings;
    private final List<Section> sections = new ArrayList<>();
    private @Nullable Section current;

    /** The {@code .if} of each block that the line is in, the outermost last; all are left out. */
    private final Deque<Directive> blocks = new ArrayDeque<>();

    private SectionReader(String text, Environment environment, Findings findings) {
        lexer = new Lexer(text, environment, findings);
        this.environment = environment;
        this.findings = findings;
    }

    /** Returns the sections of {@code text}; what is wrong with it is noted. */
    static List<Section> read(String text, Environment environment, Findings findings) {
        SectionReader reader = new SectionReader(text, environment, findings);
        for (Directive directive = reader.lexer.next(); directive != null; directive = reader.lexer.next()) {
            reader.take(directive);
        }
        for (Directive block : reader.blocks) {
            findings.fault(block.first(), "directive", ".endif after it");
        }
        return reader.sections;
    }

    private void take(Directive directive) {
        if (directive.first().text().startsWith(".")) {
            takeMacro(directive);
        } else if (!blocks.isEmpty()) {
            return;
        } else if (SectionKind.begins(directive.first())) {
            begin(directive);
        } else if (current == null) {
            findings.fault(directive.first(), "directive", "a section such as global, defaults or frontend before it");
        } else if (current.kind() != SectionKind.GLOBAL || !environment.apply(directive)) {
            current.directives().add(directive);
        }
    }

    /** What depends on HAProxy's version and features cannot be decided without it: such a block is left out as a whole. */
    private void takeMacro(Directive directive) {
        switch (directive.text(0)) {
            case ".if" -> {
                if (blocks.isEmpty()) {
                    findings.leftOut(directive, directive.toString(), "not yet: all up to its .endif is left out");
                }
                blocks.push(directive);
            }
            case ".elif", ".else" -> {
                if (blocks.isEmpty()) {
                    findings.fault(directive.first(), "directive", ".if before it");
                }
            }
            case ".endif" -> {
                if (blocks.isEmpty()) {
                    findings.fault(directive.first(), "directive", ".if before it");
                } else {
                    blocks.pop();
                }
            }
            case ".diag", ".notice", ".warning", ".alert" -> {
                if (blocks.isEmpty()) {
                    findings.note(directive, directive.text(0), "it is HAProxy that would say it");
                }
            }
            default ->
                findings.fault(
                        directive.first(),
                        "directive",
                        ".if, .elif, .else, .endif, .diag, .notice, .warning or .alert");
        }
    }

    private void begin(Directive header) {
        SectionKind kind = SectionKind.of(header.first());
        boolean namesFrom = header.text(1).equals("from") && kind == SectionKind.DEFAULTS;
        String name = namesFrom ? "" : header.text(1);
        int next = namesFrom ? 1 : 2;
        Word from = null;
        if (kind.converted() && kind != SectionKind.GLOBAL) {
            checkName(header, kind, name);
            if (header.text(next).equals("from")) {
                from = header.from(next + 1).stream().findFirst().orElse(null);
                if (from == null) {
                    findings.fault(
                            header.from(next).getFirst(),
                            header.start(next),
                            "the name of a defaults section after it");
                }
            } else if (header.words().size() > next) {
                findings.fault(header.from(next).getFirst(), header.start(next), "from, or nothing");
            }
        }
        current = new Section(kind, name, from, header, new ArrayList<>());
        sections.add(current);
    }

    private void checkName(Directive header, SectionKind kind, String name) {
        if (name.isEmpty() && kind != SectionKind.DEFAULTS) {
            findings.fault(header.first(), "section", NAME_MEANING + " after it");
        } else if (!name.isEmpty() && !name.matches(NAME)) {
            findings.fault(header.words().get(1), header.text(0), NAME_MEANING);
        }
    }
}
