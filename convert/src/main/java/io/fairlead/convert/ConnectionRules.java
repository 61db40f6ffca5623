package io.fairlead.convert;

import io.fairlead.api.v1alpha1.AccessRules;
import io.fairlead.api.v1alpha1.ConnectionRate;
import io.fairlead.api.v1alpha1.SourceLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code tcp-request connection}, in their order. HAProxy goes by the first that matches; here what is denied is, though it is
 * allowed, and limits apply to all that may connect. So an {@code accept} is converted where nothing but a {@code reject} of all follows it.
 */
final class ConnectionRules {

    private static final Pattern COUNTER = Pattern.compile("(src|sc[0-2]?)_(conn_cur|conn_rate)(\\(.*\\))?");
    private static final String NOT_YET = "not yet";
    private static final int MAX_NETWORKS = 1000;

    private final String section;
    private final Context context;
    private final Origins origins;
    private final List<String> allowed = new ArrayList<>();
    private final List<String> denied = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private @Nullable Directive accept;
    private boolean allowing;
    private @Nullable StickTableDraft table;
    private @Nullable Integer most;
    private @Nullable ConnectionRate rate;

    ConnectionRules(String section, Context context, Origins origins) {
        this.section = section;
        this.context = context;
        this.origins = origins;
    }

    /** Takes {@code tcp-request connection reject}. */
    void reject(Arguments args, Acls named) throws DirectiveException {
        Condition condition = Condition.read(args, named);
        if (condition.always()) {
            rejectOthers(args);
            return;
        }
        endAccepting();
        for (List<Term> allOf : condition.anyOf()) {
            rejectIf(allOf, args);
        }
    }

    /** Takes {@code tcp-request connection accept}. */
    void accept(Arguments args, Acls named) throws DirectiveException {
        Condition condition = Condition.read(args, named);
        addAll(sources(condition, args), accepted, args);
        accept = args.directive();
    }

    /** Takes {@code tcp-request connection track-sc0} and the like. */
    void track(Arguments args) throws DirectiveException {
        Word key = args.next("src");
        String name = args.accept("table") ? args.next("the name of a section").text() : section;
        StickTableDraft tracked = context.tables().get(name);
        if (!key.is("src") || args.hasNext() || tracked == null || !tracked.ip() || table != null) {
            throw leftOut(args, "not yet: one table of addresses, by src, for all connections");
        }
        table = tracked;
    }

    /** Returns which clients may connect; {@code null}: all. */
    @Nullable
    AccessRules access() {
        endAccepting();
        if (allowed.isEmpty() && denied.isEmpty()) {
            return null;
        }
        return new AccessRules(allowed.isEmpty() ? null : allowed, denied.isEmpty() ? null : denied);
    }

    /** Returns what one client's address may do; {@code null}: nothing limits it. */
    @Nullable
    SourceLimits limits() {
        if (most == null && rate == null) {
            return null;
        }
        if (table == null) {
            leaveOutUncounted("sourceLimits.maxConnections");
            leaveOutUncounted("sourceLimits.rate.connections");
            return null;
        }
        origins.put("sourceLimits.size", table.origin());
        return new SourceLimits(most, rate, table.size());
    }

    private void leaveOutUncounted(String path) {
        Directive origin = origins.of(path);
        if (origin != null) {
            context.findings().leftOut(origin, origin.toString(), "not yet: without track-sc0 src in this section");
        }
    }

    /** Whether a table counts what {@link #limits} limit. */
    boolean counts(StickTableDraft candidate) {
        return candidate.equals(table);
    }

    private void rejectOthers(Arguments args) {
        if (accept == null) {
            denied.addAll(Networks.ALL);
            origins.put("access.deny", args.directive());
        } else {
            allowed.addAll(accepted);
            origins.put("access.allow", accept);
            accept = null;
        }
    }

    /** An {@code accept} that no {@code reject} of all others follows spares its clients what follows it: that is not to be had. */
    private void endAccepting() {
        if (accept != null) {
            context.findings().leftOut(accept, accept.toString(), "not yet: but before a reject of all others");
            accept = null;
        }
        accepted.clear();
    }

    private void rejectIf(List<Term> allOf, Arguments args) throws DirectiveException {
        Term first = allOf.getFirst();
        if (allOf.stream().allMatch(term -> term.negated() && term.isOf("src"))) {
            allowOnly(allOf, args);
        } else if (allOf.size() > 1 || first.negated()) {
            throw leftOut(args, NOT_YET);
        } else if (first.isOf("src")) {
            addAll(networks(first, args), denied, args);
            origins.put("access.deny", args.directive());
        } else if (first.anyOf().size() == 1) {
            limit(first.anyOf().getFirst(), args);
        } else {
            throw leftOut(args, NOT_YET);
        }
    }

    private void allowOnly(List<Term> noneOf, Arguments args) throws DirectiveException {
        if (allowing) {
            throw leftOut(args, "not yet: one list of those that may connect");
        }
        allowing = true;
        for (Term term : noneOf) {
            addAll(networks(term, args), allowed, args);
        }
        origins.put("access.allow", args.directive());
    }

    /** HAProxy counts a connection from {@code track-sc} on: a rule before it does not see it yet. */
    private void limit(Acl acl, Arguments args) throws DirectiveException {
        Matcher counter = COUNTER.matcher(acl.criterion());
        if (!counter.matches() || acl.values().size() != 2) {
            throw leftOut(args, NOT_YET);
        }
        String operator = acl.values().getFirst().text();
        if (!operator.equals("gt") && !operator.equals("ge")) {
            throw leftOut(args, "not yet: gt and ge alone");
        }
        Word word = acl.values().getLast();
        int number = Units.number(word, acl.criterion() + " " + operator, 0, 1_000_000);
        int may = number - (operator.equals("ge") ? 1 : 0) + (table == null ? 1 : 0);
        if (may < 1) {
            throw leftOut(args, "not yet: 1 connection at least");
        }
        if (counter.group(2).equals("conn_cur")) {
            most = may;
            origins.put("sourceLimits.maxConnections", args.directive());
        } else {
            rate = new ConnectionRate(may, period(args));
            origins.put("sourceLimits.rate.connections", args.directive());
        }
    }

    private Duration period(Arguments args) throws DirectiveException {
        StickTableDraft counting = table == null ? context.tables().get(section) : table;
        if (counting == null || counting.ratePeriod() == null) {
            throw leftOut(
                    args,
                    "not yet: a stick-table of this section, or that is tracked before, with store conn_rate(PERIOD)");
        }
        origins.put("sourceLimits.rate.period", counting.origin());
        return counting.ratePeriod();
    }

    private static void addAll(List<String> networks, List<String> all, Arguments args) throws DirectiveException {
        if (all.size() + networks.size() > MAX_NETWORKS) {
            throw leftOut(args, "not yet: at most %d networks".formatted(MAX_NETWORKS));
        }
        all.addAll(networks);
    }

    /** Returns the networks that {@code condition} is true for; it may ask for nothing else. */
    static List<String> sources(Condition condition, Arguments args) throws DirectiveException {
        List<String> sources = new ArrayList<>();
        for (List<Term> allOf : condition.anyOf()) {
            if (allOf.size() != 1
                    || allOf.getFirst().negated()
                    || !allOf.getFirst().isOf("src")) {
                throw leftOut(args, NOT_YET);
            }
            sources.addAll(networks(allOf.getFirst(), args));
        }
        return sources;
    }

    private static List<String> networks(Term term, Arguments args) throws DirectiveException {
        List<String> networks = new ArrayList<>();
        for (Acl acl : term.anyOf()) {
            for (Word word : acl.values()) {
                if (word.text().startsWith("-")) {
                    throw leftOut(args, "not yet: src " + word.text());
                }
                String network = Networks.network(word.text());
                if (network == null) {
                    throw leftOut(args, "not yet: %s, which is no network such as 10.0.0.0/8".formatted(word.text()));
                }
                networks.add(network);
            }
        }
        return networks;
    }

    private static DirectiveException leftOut(Arguments args, String why) {
        return args.leftOut(args.directive().toString(), why);
    }
}
