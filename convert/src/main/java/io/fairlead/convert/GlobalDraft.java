package io.fairlead.convert;

import io.fairlead.api.v1alpha1.DataPath;
import io.fairlead.api.v1alpha1.Drain;
import io.fairlead.api.v1alpha1.ManagedProxy;
import io.fairlead.api.v1alpha1.builder.DrainBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is read of section {@code global}. */
final class GlobalDraft {

    private static final Map<String, Handler<GlobalDraft>> HANDLERS = handlers();

    private final Context context;
    private final DrainBuilder drain = DrainBuilder.builder();
    final Origins origins = new Origins();

    @Nullable
    Integer maxConnections;

    @Nullable
    Integer spreadChecks;

    boolean logged;

    private boolean copies;

    GlobalDraft(Context context) {
        this.context = context;
    }

    /** Takes a line of the section. */
    void take(Directive directive) {
        Keyword keyword = Keyword.of(directive);
        Handler<GlobalDraft> handler = HANDLERS.get(keyword.text());
        if (handler == null) {
            Unconverted.GLOBAL.leaveOut(directive, context.findings());
            return;
        }
        try {
            handler.take(this, new Arguments(directive, keyword.words()));
        } catch (DirectiveException e) {
            context.findings().add(e.finding());
        }
    }

    /** Returns how a proxy stops; {@code null} where nothing is said of it. */
    @Nullable
    Drain drain() {
        Drain built = drain.build();
        return built.equals(new Drain(null, null, null)) ? null : built;
    }

    /** Returns how the proxies work; {@code null} where nothing is said of it. */
    @Nullable
    ManagedProxy proxy() {
        return copies ? new ManagedProxy(null, null, null, DataPath.Copy) : null;
    }

    private static Map<String, Handler<GlobalDraft>> handlers() {
        Map<String, Handler<GlobalDraft>> handlers = new HashMap<>();
        handlers.put(
                "maxconn",
                (draft, args) -> draft.origins.set(
                        draft::maxConnections, args.limitUpTo(1_000_000), "maxConnections", args.directive()));
        handlers.put("spread-checks", (draft, args) -> {
            draft.spreadChecks = args.number(0, 50);
            draft.origins.put("spread", args.directive());
        });
        handlers.put(
                "grace",
                (draft, args) ->
                        draft.origins.set(draft.drain::delay, timeOrZero(args), "drain.delay", args.directive()));
        handlers.put(
                "hard-stop-after",
                (draft, args) ->
                        draft.origins.set(draft.drain::timeout, args.time(), "drain.timeout", args.directive()));
        handlers.put("close-spread-time", (draft, args) -> {
            if (args.accept("infinite")) {
                throw args.leftOut(
                        "close-spread-time infinite", "not yet: connections are closed within hard-stop-after");
            }
            draft.origins.set(draft.drain::closeSpread, timeOrZero(args), "drain.closeSpread", args.directive());
        });
        handlers.put("nosplice", (draft, args) -> {
            draft.copies = true;
            draft.origins.put("proxy.dataPath", args.directive());
        });
        handlers.put("log", (draft, args) -> {
            draft.logged = args.directiveUnlessNegated() != null;
            draft.context
                    .findings()
                    .note(args.directive(), args.directive().start(2), "the log goes to standard output");
        });
        return handlers;
    }

    private void maxConnections(@Nullable Integer value) {
        maxConnections = value;
    }

    private static Duration timeOrZero(Arguments args) throws DirectiveException {
        Duration time = args.time();
        return time == null ? Duration.ZERO : time;
    }
}
