package io.fairlead.convert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each directive says to a section that takes clients. */
final class FrontendDirectives {

    private static final int MAX_PROXY_NETWORKS = 100;
    private static final int MAX_PORTS = 1000;
    private static final Map<String, Handler<FrontendDraft>> HANDLERS = handlers();

    private FrontendDirectives() {}

    /** Returns what {@code keyword} does; {@code null} where it does nothing to such a section. */
    static @Nullable Handler<FrontendDraft> of(String keyword) {
        return HANDLERS.get(keyword);
    }

    private static Map<String, Handler<FrontendDraft>> handlers() {
        Map<String, Handler<FrontendDraft>> handlers = new HashMap<>();
        handlers.put("bind", FrontendDirectives::bind);
        handlers.put("default_backend", FrontendDirectives::defaultBackend);
        handlers.put("use_backend", FrontendDirectives::useBackend);
        handlers.put("acl", (draft, args) -> draft.acls.add(args));
        handlers.put("stick-table", (draft, args) -> {});
        handlers.put("tcp-request connection", FrontendDirectives::tcpRequestConnection);
        handlers.put(
                "maxconn",
                (draft, args) -> draft.origins.set(
                        draft.listener::maxConnections, args.limitUpTo(1_000_000), "maxConnections", args.directive()));
        handlers.put(
                "backlog",
                (draft, args) -> draft.origins.set(
                        draft.listener::backlog, args.limitUpTo(65_535), "backlog", args.directive()));
        handlers.put(
                "timeout client",
                (draft, args) ->
                        draft.origins.set(draft.timeouts::client, args.time(), "timeouts.client", args.directive()));
        handlers.put(
                "timeout client-fin",
                (draft, args) -> draft.origins.set(
                        draft.timeouts::clientFin, args.time(), "timeouts.clientFin", args.directive()));
        handlers.put("timeout client-hs", (draft, args) -> {
            draft.handshake = args.time();
            draft.origins.put("proxyProtocol.timeout", args.directive());
        });
        handlers.put("option clitcpka", (draft, args) -> draft.tcp.keepAlive(args.directiveUnlessNegated()));
        handlers.put("option tcpka", (draft, args) -> draft.tcp.keepAlive(args.directiveUnlessNegated()));
        handlers.put("clitcpka-idle", (draft, args) -> draft.tcp.idle(args));
        handlers.put("clitcpka-intvl", (draft, args) -> draft.tcp.interval(args));
        handlers.put("clitcpka-cnt", (draft, args) -> draft.tcp.count(args));
        handlers.put("log", FrontendDirectives::log);
        handlers.put("option tcplog", FrontendDirectives::tcpLog);
        handlers.put("option httplog", FrontendDirectives::httpLog);
        handlers.put("option httpslog", FrontendDirectives::httpLog);
        handlers.put("option dontlognull", (draft, args) -> draft.ignoreNull = args.directiveUnlessNegated());
        return handlers;
    }

    private static void bind(FrontendDraft draft, Arguments args) throws DirectiveException {
        List<Bind> binds = BindReader.read(args, draft.context);
        if (draft.binds.size() + binds.size() > MAX_PORTS) {
            throw args.leftOut(args.directive().start(2), "not yet: at most %d ports".formatted(MAX_PORTS));
        }
        draft.binds.addAll(binds);
    }

    private static void defaultBackend(FrontendDraft draft, Arguments args) throws DirectiveException {
        Word name = args.next("the name of a backend");
        args.end();
        if (!draft.usesBackend) {
            draft.backend = name;
            draft.backendOrigin = args.directive();
        }
    }

    /** Without a condition it counts more than {@code default_backend}, and the first does. */
    private static void useBackend(FrontendDraft draft, Arguments args) throws DirectiveException {
        Word name = args.next("the name of a backend");
        if (args.hasNext() || name.text().contains("%[")) {
            throw args.leftOut(args.directive().toString(), "not yet: a listener has one backend");
        }
        if (!draft.usesBackend) {
            draft.usesBackend = true;
            draft.backend = name;
            draft.backendOrigin = args.directive();
        }
    }

    private static void tcpRequestConnection(FrontendDraft draft, Arguments args) throws DirectiveException {
        Word action = args.next("accept, reject, expect-proxy or track-sc0");
        switch (action.text()) {
            case "accept" -> draft.rules.accept(args, draft.acls);
            case "reject" -> draft.rules.reject(args, draft.acls);
            case "track-sc0", "track-sc1", "track-sc2" -> draft.rules.track(args);
            case "expect-proxy" -> expectProxy(draft, args);
            default -> throw args.leftOut(args.directive().start(3), "not yet");
        }
    }

    private static void expectProxy(FrontendDraft draft, Arguments args) throws DirectiveException {
        args.next("layer4");
        Condition condition = Condition.read(args, draft.acls);
        if (condition.always()) {
            draft.proxyNetworks.clear();
            draft.proxyNetworks.addAll(Networks.ALL);
        } else {
            List<String> networks = ConnectionRules.sources(condition, args);
            if (draft.proxyNetworks.size() + networks.size() > MAX_PROXY_NETWORKS) {
                throw args.leftOut(args.what(), "not yet: at most %d networks".formatted(MAX_PROXY_NETWORKS));
            }
            draft.proxyNetworks.addAll(networks);
        }
        draft.expectProxy = args.directive();
    }

    private static void log(FrontendDraft draft, Arguments args) {
        draft.log = args.directiveUnlessNegated();
        if (draft.log != null) {
            draft.context
                    .findings()
                    .note(args.directive(), args.directive().start(2), "the log goes to standard output");
        }
    }

    private static void tcpLog(FrontendDraft draft, Arguments args) throws DirectiveException {
        if (args.accept("clf")) {
            throw args.leftOut("option tcplog clf", "not yet: the format of option tcplog");
        }
        draft.tcpLog = args.directiveUnlessNegated();
    }

    private static void httpLog(FrontendDraft draft, Arguments args) {
        draft.tcpLog = args.directiveUnlessNegated();
        if (draft.tcpLog != null) {
            draft.context.findings().note(args.directive(), args.what(), "as option tcplog in mode tcp");
        }
    }
}
