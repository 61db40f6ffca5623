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
                .map(report -> verdict(facts, refusing, report));
    }

    private static Optional<ProxyReportStatus> refusal(Facts facts, ProxyPod proxy) {
        return facts.heard(proxy)
                .filter(report -> report.refusal() != null)
                .filter(report -> !facts.isCurrent(report) && isOfThisGeneration(facts, report));
    }

    /** What could not be read has no generation; the operator writes nothing but this one. */
    private static boolean isOfThisGeneration(Facts facts, ProxyReportStatus report) {
        return report.refusedGeneration() == null || Objects.equals(report.refusedGeneration(), facts.generation());
    }

    private static Verdict verdict(Facts facts, List<ProxyPod> refusing, ProxyReportStatus report) {
        return Verdict.no(
                Reason.Refused,
                ("Generation %d is refused by %s: %s. %s Correct the spec; where it is right, the proxies' image may be of"
                                + " another version than the operator.")
                        .formatted(
                                facts.generation(),
                                PodNames.of(refusing),
                                Text.quote(String.valueOf(report.refusal())),
                                report.observedGeneration() == null
                                        ? "Nothing runs there."
                                        : "What ran before goes on."));
    }
}
