package io.fairlead.convert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of sections that HAProxy knows. */
enum SectionKind {
    GLOBAL,
    DEFAULTS,
    FRONTEND,
    BACKEND,
    LISTEN,
    ACME,
    CACHE,
    CRT_STORE,
    DYNAMIC_UPDATE,
    FCGI_APP,
    HEALTHCHECK,
    HTTP_ERRORS,
    LOG_FORWARD,
    LOG_PROFILE,
    MAILERS,
    NAMESPACE_LIST,
    PEERS,
    PROGRAM,
    RESOLVERS,
    RING,
    TRACES,
    USERLIST;

    private static final Map<String, SectionKind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(SectionKind::word, Function.identity()));

    /** Returns the word that begins one. */
    String word() {
        return this == NAMESPACE_LIST
                ? "namespace_list"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean begins(Word word) {
        return BY_WORD.containsKey(word.text());
    }

    /** Returns the kind that {@code word} begins; it has to {@link #begins begin} one. */
    static SectionKind of(Word word) {
        SectionKind kind = BY_WORD.get(word.text());
        if (kind == null) {
            throw new IllegalArgumentException(word.text());
        }
        return kind;
    }

    /** Whether its directives are converted. */
    boolean converted() {
        return this == GLOBAL || this == DEFAULTS || takesClients() || hasServers();
    }

    boolean takesClients() {
        return this == FRONTEND || this == LISTEN;
    }

    boolean hasServers() {
        return this == BACKEND || this == LISTEN;
    }
}
