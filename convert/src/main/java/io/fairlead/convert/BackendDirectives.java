package io.fairlead.convert;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.HashType;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What each directive says to a section that has servers. */
final class BackendDirectives {

    private static final Map<String, Algorithm> ALGORITHMS = Map.of(
            "roundrobin", Algorithm.RoundRobin,
            "static-rr", Algorithm.StaticRoundRobin,
            "leastconn", Algorithm.LeastConnections,
            "first", Algorithm.First,
            "random", Algorithm.Random,
            "source", Algorithm.Source);
    private static final Pattern RANDOM = Pattern.compile("random\\(([0-9]{0,9})\\)");
    private static final int MAX_DRAWS = 100;
    private static final Map<String, HashType> HASH_TYPES =
            Map.of("map-based", HashType.MapBased, "consistent", HashType.Consistent);
    private static final Map<String, Handler<BackendDraft>> HANDLERS = handlers();

    private BackendDirectives() {}

    /** Returns what {@code keyword} does; {@code null} where it does nothing to such a section. */
    static @Nullable Handler<BackendDraft> of(String keyword) {
        return HANDLERS.get(keyword);
    }

    private static Map<String, Handler<BackendDraft>> handlers() {
        Map<String, Handler<BackendDraft>> handlers = new HashMap<>();
        handlers.put("server", (draft, args) -> ServerReader.server(args, draft).ifPresent(draft.servers::add));
        handlers.put(
                "server-template",
                (draft, args) -> ServerReader.template(args, draft).ifPresent(draft.servers::add));
        handlers.put(
                "default-server",
                (draft, args) -> ServerOptionReader.read(draft.defaultServer, args, draft.context.findings()));
        handlers.put("balance", BackendDirectives::balance);
        handlers.put("hash-type", BackendDirectives::hashType);
        handlers.put("hash-balance-factor", BackendDirectives::hashBalanceFactor);
        handlers.put(
                "option allbackups",
                (draft, args) -> draft.origins.set(
                        draft.balance::allBackups,
                        args.directiveUnlessNegated() == null ? null : true,
                        "balance.allBackups",
                        args.directive()));
        handlers.put(
                "retries",
                (draft, args) -> draft.origins.set(
                        draft.backend::retries, args.numberUpTo(0, 100), "retries", args.directive()));
        handlers.put("option redispatch", BackendDirectives::redispatch);
        handlers.put(
                "source",
                (draft, args) -> draft.origins.set(
                        draft.backend::sourceAddress,
                        ServerOptionReader.sourceAddress(args, draft.context.findings()),
                        "sourceAddress",
                        args.directive()));
        handlers.put("stick-table", (draft, args) -> {});
        handlers.put("stick on", BackendDirectives::stickOn);
        putTimeouts(handlers);
        putSockets(handlers);
        putChecks(handlers);
        handlers.put("log", (draft, args) -> {});
        return handlers;
    }

    private static void putTimeouts(Map<String, Handler<BackendDraft>> handlers) {
        handlers.put(
                "timeout connect",
                (draft, args) ->
                        draft.origins.set(draft.timeouts::connect, args.time(), "timeouts.connect", args.directive()));
        handlers.put(
                "timeout queue",
                (draft, args) ->
                        draft.origins.set(draft.timeouts::queue, args.time(), "timeouts.queue", args.directive()));
        handlers.put(
                "timeout server",
                (draft, args) ->
                        draft.origins.set(draft.timeouts::server, args.time(), "timeouts.server", args.directive()));
        handlers.put(
                "timeout server-fin",
                (draft, args) -> draft.origins.set(
                        draft.timeouts::serverFin, args.time(), "timeouts.serverFin", args.directive()));
        handlers.put(
                "timeout tunnel",
                (draft, args) ->
                        draft.origins.set(draft.timeouts::tunnel, args.time(), "timeouts.tunnel", args.directive()));
    }

    private static void putSockets(Map<String, Handler<BackendDraft>> handlers) {
        handlers.put("option srvtcpka", (draft, args) -> draft.tcp.keepAlive(args.directiveUnlessNegated()));
        handlers.put("option tcpka", (draft, args) -> draft.tcp.keepAlive(args.directiveUnlessNegated()));
        handlers.put("srvtcpka-idle", (draft, args) -> draft.tcp.idle(args));
        handlers.put("srvtcpka-intvl", (draft, args) -> draft.tcp.interval(args));
        handlers.put("srvtcpka-cnt", (draft, args) -> draft.tcp.count(args));
    }

    private static void putChecks(Map<String, Handler<BackendDraft>> handlers) {
        handlers.put("timeout check", (draft, args) -> draft.check.timeout(args));
        for (String option : new String[] {
            "tcp-check",
            "httpchk",
            "ssl-hello-chk",
            "smtpchk",
            "pgsql-check",
            "redis-check",
            "mysql-check",
            "ldap-check",
            "spop-check",
            "external-check"
        }) {
            handlers.put("option " + option, (draft, args) -> draft.check.option(args));
        }
        for (String step : new String[] {
            "connect", "send", "send-lf", "send-binary", "send-binary-lf", "expect", "comment", "set-var", "unset-var"
        }) {
            handlers.put("tcp-check " + step, (draft, args) -> draft.check.step(args));
        }
    }

    private static void balance(BackendDraft draft, Arguments args) throws DirectiveException {
        Word name = args.next("an algorithm such as roundrobin");
        Matcher random = RANDOM.matcher(name.text());
        Algorithm algorithm = random.matches() ? Algorithm.Random : ALGORITHMS.get(name.text());
        if (algorithm == null) {
            throw args.leftOut(
                    args.directive().start(2),
                    "not yet: one of "
                            + String.join(
                                    ", ", ALGORITHMS.keySet().stream().sorted().toList()));
        }
        draft.origins.set(draft.balance::algorithm, algorithm, "balance.algorithm", args.directive());
        draft.balance.draws(null);
        if (random.matches() && !random.group(1).isEmpty()) {
            Word draws = new Word(random.group(1), name.line(), name.column());
            draft.origins.set(draft.balance::draws, draws(draws, args), "balance.draws", args.directive());
        }
    }

    private static int draws(Word word, Arguments args) throws DirectiveException {
        int draws = Units.number(word, "balance random", 1, Integer.MAX_VALUE);
        if (draws > MAX_DRAWS) {
            throw args.leftOut(args.directive().start(2), "not yet: at most %d draws".formatted(MAX_DRAWS));
        }
        return draws;
    }

    private static void hashType(BackendDraft draft, Arguments args) throws DirectiveException {
        draft.hashType = args.choice(HASH_TYPES);
        draft.origins.put("balance.hash.type", args.directive());
        if (args.hasNext()) {
            draft.context
                    .findings()
                    .note(args.directive(), args.directive().toString(), "the proxy has one function to hash by");
        }
    }

    private static void hashBalanceFactor(BackendDraft draft, Arguments args) throws DirectiveException {
        Word word = args.next("0, or 101-65535");
        int factor = Units.number(word, args.what(), 0, 65_535);
        if (factor > 0 && factor <= 100) {
            throw DirectiveException.fault(word, args.what(), "0, or 101-65535");
        }
        draft.hashBalanceFactor = factor == 0 ? null : factor;
        draft.origins.put("balance.hash.balanceFactor", args.directive());
    }

    private static void redispatch(BackendDraft draft, Arguments args) throws DirectiveException {
        boolean on = args.directiveUnlessNegated() != null;
        int interval = on && args.hasNext() ? args.number(-100, 100) : -1;
        on &= interval != 0;
        draft.origins.set(draft.backend::redispatch, on, "redispatch", args.directive());
        draft.origins.set(
                draft.backend::redispatchInterval, on ? interval : null, "redispatchInterval", args.directive());
    }

    private static void stickOn(BackendDraft draft, Arguments args) throws DirectiveException {
        Word key = args.next("src");
        String name = args.accept("table") ? args.next("the name of a section").text() : draft.section.name();
        StickTableDraft table = draft.context.tables().get(name);
        if (!key.is("src") || args.hasNext() || table == null || !table.ip() || draft.stickTable != null) {
            throw args.leftOut(args.directive().toString(), "not yet: src, always, in one table of addresses");
        }
        draft.stickTable = table;
        draft.stickOn = args.directive();
    }
}
