package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether each ready proxy runs this generation, and there is one. Once that was so it stays so while a proxy that has only just become ready
 * has not reported yet; a refusal, a proxy that stays silent, and the loss of all ready ones end it.
 */
final class ProgrammedVerdict {

    /** How long a proxy may be ready before it has to be heard of. */
    static final Duration REPORTS_WITHIN = Duration.ofSeconds(60);

    private final Facts facts;
    private final List<ProxyPod> ready;
    private final List<ProxyPod> current = new ArrayList<>();
    private final List<ProxyPod> behind = new ArrayList<>();
    private final List<ProxyPod> silent = new ArrayList<>();

    private ProgrammedVerdict(Facts facts) {
        this.facts = facts;
        ready = facts.readyProxies();
        for (ProxyPod proxy : ready) {
            facts.heard(proxy)
                    .map(report -> facts.isCurrent(report) ? current : behind)
                    .orElse(silent)
                    .add(proxy);
        }
    }

    static Verdict of(Facts facts, Verdict accepted) {
        if (!accepted.isTrue()) {
            return Verdict.no(accepted.isUnknown() ? Reason.Pending : Reason.NotAccepted, accepted.message());
        }
        if (facts.spec().proxyOrDefault().replicasOrDefault() == 0) {
            return Verdict.no(
                    Reason.NoReplicas,
                    "No proxy runs, since spec.proxy.replicas is 0. Set it to 1 or more to serve traffic.");
        }
        return Refusals.of(facts).orElseGet(() -> new ProgrammedVerdict(facts).verdict());
    }

    private Verdict verdict() {
        if (ready.isEmpty()) {
            return StartProblem.of(facts).orElseGet(() -> StartProblem.starting(facts));
        }
        List<ProxyPod> unreachable = silent.stream().filter(this::isExpected).toList();
        if (!unreachable.isEmpty()) {
            return Verdict.unknown(Reason.ProxyUnreachable, unreachableMessage(unreachable));
        }
        if (current.size() == ready.size()) {
            return Verdict.yes(Reason.Programmed, progress());
        }
        return isLatched() ? Verdict.yes(Reason.Programmed, progress()) : Verdict.no(Reason.Pending, progress());
    }

    private boolean isLatched() {
        boolean was = facts.last(ConditionType.Programmed)
                .flatMap(Verdict::of)
                .filter(Verdict::isTrue)
                .isPresent();
        return was && !current.isEmpty() && behind.stream().noneMatch(this::isExpected);
    }

    /** Whether it has been ready for so long that it has to have reported what it runs. */
    private boolean isExpected(ProxyPod proxy) {
        Instant since = proxy.condition("Ready")
                .map(PodCondition::getLastTransitionTime)
                .map(ReportAge::parse)
                .orElse(Instant.EPOCH);
        return since.plus(REPORTS_WITHIN).isBefore(facts.now());
    }

    private String progress() {
        StringBuilder text = new StringBuilder("%d of %d ready proxies run generation %d."
                .formatted(current.size(), ready.size(), facts.generation()));
        if (!behind.isEmpty()) {
            text.append(" An older one runs on ").append(PodNames.of(behind)).append('.');
        }
        if (!silent.isEmpty()) {
            text.append(" Not heard of yet: ").append(PodNames.of(silent)).append('.');
        }
        return text.toString();
    }

    private String unreachableMessage(List<ProxyPod> unreachable) {
        return ("Nothing is heard of %s, which Kubernetes has as ready. %s"
                        + " Can it reach the Kubernetes API, and does RoleBinding %s exist? See: kubectl logs -n %s %s")
                .formatted(
                        PodNames.of(unreachable),
                        SilenceText.of(unreachable.getFirst(), facts),
                        facts.qualified(facts.ownedName()),
                        facts.namespace(),
                        unreachable.getFirst().name());
    }
}
