package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.ProxyReportStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The proxies that were given this generation and do not run it. */
final class Refusals {

    private Refusals() {}

    static Optional<Verdict> of(Facts facts) {
        List<ProxyPod> refusing = facts.proxies().stream()
                .filter(proxy -> refusal(facts, proxy).isPresent())
                .toList();
        return refusing.stream()
                .findFirst()
                .flatMap(proxy -> refusal(facts, proxy))
                .map(words -> verdict(facts, refusing, words));
    }

    private static Optional<String> refusal(Facts facts, ProxyPod proxy) {
        return facts.heard(proxy)
                .filter(report -> !facts.isCurrent(report) && isOfThisGeneration(facts, report))
                .map(ProxyReportStatus::refusal);
    }

    /** What could not be read has no generation; the operator writes nothing but this one. */
    private static boolean isOfThisGeneration(Facts facts, ProxyReportStatus report) {
        return report.refusedGeneration() == null || Objects.equals(report.refusedGeneration(), facts.generation());
    }

    private static Verdict verdict(Facts facts, List<ProxyPod> refusing, String words) {
        return Verdict.no(
                Reason.Refused,
                "Generation %d is refused by %s: %s. What ran before goes on. Correct the spec; where it is right, the proxy's image may be of another version than the operator's."
                        .formatted(facts.generation(), PodNames.of(refusing), Text.line(words, Text.QUOTE)));
    }
}
