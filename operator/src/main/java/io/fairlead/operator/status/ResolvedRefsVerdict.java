package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.Unresolved;
import java.util.List;
import java.util.Optional;

/** Whether the Services and ports that the backends name exist, as the proxies that run this generation say. */
final class ResolvedRefsVerdict {

    private ResolvedRefsVerdict() {}

    static Verdict of(Facts facts) {
        List<BackendView> named = facts.spec().backends().stream()
                .filter(backend -> backend.service() != null)
                .map(backend -> BackendView.of(backend, facts.currentReports()))
                .toList();
        if (named.isEmpty()) {
            return Verdict.yes(Reason.ResolvedRefs, "No backend names a Service.");
        }
        List<Unresolved> unresolved =
                named.stream().flatMap(view -> view.unresolved().stream()).toList();
        if (!unresolved.isEmpty()) {
            return unresolved(facts, named, unresolved.getFirst());
        }
        if (named.stream().noneMatch(BackendView::untold)) {
            return Verdict.yes(Reason.ResolvedRefs, "Each Service and port that a backend names exists.");
        }
        return last(facts)
                .orElseGet(() -> Verdict.unknown(
                        Reason.Pending, "No ready proxy that runs this generation has looked for the Services yet."));
    }

    private static Verdict unresolved(Facts facts, List<BackendView> named, Unresolved first) {
        List<String> sentences = named.stream()
                .flatMap(view ->
                        view.unresolved().stream().map(unresolved -> new BackendText(facts, view).of(unresolved)))
                .toList();
        return Verdict.no(Reason.of(first), String.join(" ", sentences));
    }

    /** What was known of this generation stands until a proxy says something else. */
    private static Optional<Verdict> last(Facts facts) {
        return facts.last(ConditionType.ResolvedRefs).flatMap(Verdict::of).filter(verdict -> !verdict.isUnknown());
    }
}
