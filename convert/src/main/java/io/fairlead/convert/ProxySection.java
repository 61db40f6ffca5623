package io.fairlead.convert;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a section that takes clients, has servers, or both. */
final class ProxySection {

    /** What is looked at before the lines are read one by one. */
    private static final Set<String> READ_BEFORE = Set.of("mode", "disabled", "enabled");

    private final Section section;
    private final List<Directive> lines;
    private final Context context;

    /** {@code lines}: the inherited ones first. */
    ProxySection(Section section, List<Directive> lines, Context context) {
        this.section = section;
        this.lines = lines;
        this.context = context;
    }

    Section section() {
        return section;
    }

    /** Whether it can be converted at all; says so where it cannot. */
    boolean convertible() {
        String mode = "tcp";
        boolean disabled = false;
        for (Directive line : lines) {
            switch (line.text(0)) {
                case "mode" -> mode = line.text(1);
                case "disabled" -> disabled = true;
                case "enabled" -> disabled = false;
                default -> {}
            }
        }
        String what = section.header().start(2);
        if (disabled) {
            context.findings().note(section.header(), what, "it is disabled");
        } else if (!mode.equals("tcp")) {
            sayMode(what, mode);
        }
        return !disabled && mode.equals("tcp");
    }

    private void sayMode(String what, String mode) {
        boolean stats = has("stats") && !has("server") && !has("default_backend") && !has("use_backend");
        if (stats) {
            context.findings().note(section.header(), what, "statistics are at the admin port");
        } else {
            context.findings().leftOut(section.header(), what, "not yet: mode " + mode);
        }
    }

    private boolean has(String word) {
        return section.directives().stream().anyMatch(line -> line.text(0).equals(word));
    }

    /** Reads its stick table, for all sections that may name it. */
    void readTable() {
        for (Directive line : section.directives()) {
            if (line.text(0).equals("stick-table")) {
                try {
                    context.tables()
                            .put(section.name(), StickTableDraft.read(new Arguments(line, 1), context.findings()));
                } catch (DirectiveException e) {
                    context.findings().add(e.finding());
                }
            }
        }
    }

    /** Reads what it says of clients. */
    FrontendDraft frontend() {
        FrontendDraft draft = new FrontendDraft(section, context);
        for (Directive line : lines) {
            Keyword keyword = Keyword.of(line);
            take(FrontendDirectives.of(keyword.text()), draft, line, keyword);
        }
        return draft;
    }

    /** Reads what it says of servers. */
    BackendDraft backend() {
        BackendDraft draft = new BackendDraft(section, context);
        for (Directive line : lines) {
            Keyword keyword = Keyword.of(line);
            take(BackendDirectives.of(keyword.text()), draft, line, keyword);
        }
        return draft;
    }

    private <D> void take(@Nullable Handler<D> handler, D draft, Directive line, Keyword keyword) {
        if (handler != null) {
            try {
                handler.take(draft, new Arguments(line, keyword.words()));
            } catch (DirectiveException e) {
                context.findings().add(e.finding());
            }
        }
    }

    /** Says of the lines that say nothing to it why they are left out. */
    void leaveOutOthers() {
        for (Directive line : lines) {
            Keyword keyword = Keyword.of(line);
            boolean ofClients = FrontendDirectives.of(keyword.text()) != null;
            boolean ofServers = BackendDirectives.of(keyword.text()) != null;
            boolean read = (ofClients && section.kind().takesClients())
                    || (ofServers && section.kind().hasServers());
            if (read || READ_BEFORE.contains(keyword.text())) {
                continue;
            }
            if (!ofClients && !ofServers) {
                leaveOut(line, keyword);
            } else if (section.owns(line)) {
                context.findings()
                        .note(
                                line,
                                line.toString(),
                                "of no effect in a " + section.kind().word());
            }
        }
    }

    /** Of what is not to be had it is easily said that it shall not be. */
    private void leaveOut(Directive line, Keyword keyword) {
        if (!keyword.negated()) {
            Unconverted.PROXY.leaveOut(line, context.findings());
        }
    }
}
