package io.fairlead.convert;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.Listener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the text of a configuration into load balancers. */
final class Converter {

    private final Findings findings = new Findings();
    private final Context context;
    private final List<Section> sections;
    private final GlobalDraft global;
    private final Names names = new Names();

    /** Of each section that has servers and can be converted what is read of it, by its name. */
    private final Map<String, BackendDraft> backendDrafts = new LinkedHashMap<>();

    private final Map<String, Converted<Backend>> backends = new LinkedHashMap<>();
    /** The names of all sections that have servers. */
    private final Set<String> havingServers = new HashSet<>();

    private final List<FrontendDraft> frontends = new ArrayList<>();

    private Converter(String text, Map<String, String> variables) {
        Environment environment = new Environment(variables);
        context = new Context(findings, environment);
        sections = SectionReader.read(text, environment, findings);
        global = new GlobalDraft(context);
    }

    /**
     * Converts {@code text}.
     *
     * @param name what the load balancer is named
     * @param environment the variables that the configuration may use
     */
    static Conversion convert(String text, String name, Map<String, String> environment) {
        return new Converter(text, environment).convert(name);
    }

    private Conversion convert(String name) {
        checkNames();
        readSections();
        Assembly assembly = new Assembly(global, findings);
        buildBackends();
        frontends.forEach(frontend -> addListeners(frontend, assembly));
        backendDrafts.forEach((section, draft) -> {
            Converted<Backend> backend = backends.get(section);
            if (backend != null) {
                assembly.addUnused(backend, draft.section.header());
            }
        });
        sayTables();
        List<Converted<LoadBalancer>> built = assembly.build(name);
        if (findings.has(Finding.Kind.FAULT)) {
            return new Conversion(List.of(), findings.faults());
        }
        if (built.isEmpty()) {
            findings.add(new Finding(
                    0,
                    0,
                    Finding.Kind.FAULT,
                    "no frontend is left (expected: one in mode tcp, with bind and a backend)"));
        }
        return new Conversion(built, findings.all());
    }

    /** A frontend and a backend may share a name; two of either may not. */
    private void checkNames() {
        Set<String> takingClients = new HashSet<>();
        for (Section section : sections) {
            boolean taken = section.kind().takesClients() && !takingClients.add(section.name());
            taken |= section.kind().hasServers() && !havingServers.add(section.name());
            if (taken && section.header().words().size() > 1) {
                findings.fault(section.header().words().get(1), section.kind().word(), "a name of its own");
            }
        }
    }

    private void readSections() {
        List<ProxySection> proxies = new ArrayList<>();
        Map<Section, List<Directive>> lines = Inheritance.resolve(sections, findings);
        for (Section section : sections) {
            List<Directive> effective = lines.get(section);
            if (effective != null) {
                ProxySection proxy = new ProxySection(section, effective, context);
                proxy.readTable();
                if (proxy.convertible()) {
                    proxies.add(proxy);
                }
            } else if (section.kind() == SectionKind.GLOBAL) {
                section.directives().forEach(global::take);
            } else if (section.kind() != SectionKind.DEFAULTS) {
                Unconverted.SECTION.leaveOut(section.header(), findings);
            }
        }
        proxies.forEach(this::read);
    }

    private void read(ProxySection proxy) {
        SectionKind kind = proxy.section().kind();
        if (kind.takesClients()) {
            frontends.add(proxy.frontend());
        }
        if (kind.hasServers()) {
            backendDrafts.put(proxy.section().name(), proxy.backend());
        }
        proxy.leaveOutOthers();
    }

    private void buildBackends() {
        backendDrafts.forEach((section, draft) -> {
            if (!draft.servers.isEmpty()) {
                backends.put(
                        section, draft.build(names.backend(section), global.spreadChecks, global.origins.of("spread")));
            } else if (draft.section.kind() == SectionKind.BACKEND) {
                sayServerless(draft.section);
            }
        });
    }

    /** Such a section often is but the home of a table. */
    private void sayServerless(Section section) {
        if (context.tables().containsKey(section.name())) {
            findings.note(section.header(), section.header().start(2), "it has no server");
        } else {
            findings.leftOut(section.header(), section.header().start(2), "it has no server that can be converted");
        }
    }

    private void addListeners(FrontendDraft frontend, Assembly assembly) {
        Section section = frontend.section;
        Converted<Backend> backend = backendOf(frontend);
        if (backend == null) {
            return;
        }
        if (frontend.binds.isEmpty()) {
            findings.leftOut(section.header(), section.header().start(2), "it binds nothing that can be converted");
            return;
        }
        frontend.sayUnlogged();
        for (Converted<Listener> listener :
                frontend.build(names, backend.value().name())) {
            assembly.add(section.header(), listener, backend, frontend.accessLog(global.logged));
        }
    }

    private @Nullable Converted<Backend> backendOf(FrontendDraft frontend) {
        Section section = frontend.section;
        Word wanted = frontend.backend;
        String name = wanted == null ? section.name() : wanted.text();
        if (wanted == null && section.kind() == SectionKind.FRONTEND) {
            findings.leftOut(section.header(), section.header().start(2), "it has no default_backend");
            return null;
        }
        if (!havingServers.contains(name)) {
            findings.fault(
                    wanted == null ? section.header().first() : wanted, "default_backend", "the name of a backend");
            return null;
        }
        Converted<Backend> backend = backends.get(name);
        if (backend == null) {
            findings.leftOut(section.header(), section.header().start(2), "its backend %s is left out".formatted(name));
        }
        return backend;
    }

    /** A table may be of several sections in HAProxy. */
    private void sayTables() {
        context.tables().forEach((section, table) -> {
            long uses = frontends.stream()
                            .filter(frontend -> frontend.rules.counts(table))
                            .count()
                    + backendDrafts.values().stream()
                            .filter(backend -> backend.sticksBy(table))
                            .count();
            if (uses == 0) {
                findings.note(table.origin(), "stick-table", "nothing that is converted uses it");
            } else if (uses > 1) {
                findings.leftOut(
                        table.origin(),
                        "stick-table",
                        "not yet: for %d uses together; each has its own".formatted(uses));
            }
        });
    }
}
