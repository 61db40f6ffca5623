package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Optional;
import java.util.Set;

/**
 * What kstatus reads besides Ready: Stalled, where nothing goes on before a person acts, or else Reconciling, while something does. Never both, since
 * kstatus goes by the one that it finds first.
 */
final class ProgressVerdicts {

    private static final Set<Reason> NEEDS_A_PERSON =
            Set.of(Reason.NameConflict, Reason.Rejected, Reason.Refused, Reason.ImagePullFailed);

    private ProgressVerdicts() {}

    /** Whether a person has to act, empty where not. */
    static Optional<Verdict> stalled(Facts facts, Verdict accepted, Verdict programmed) {
        return Optional.of(accepted)
                .filter(ProgressVerdicts::needsAPerson)
                .or(() -> Optional.of(programmed).filter(ProgressVerdicts::needsAPerson))
                .or(() -> StartProblem.of(facts).filter(ProgressVerdicts::needsAPerson))
                .map(cause -> Verdict.yes(cause.reason(), cause.message()));
    }

    /** What is under way, empty where nothing is. */
    static Optional<Verdict> reconciling(Facts facts, Verdict programmed) {
        if (programmed.reason() == Reason.NoReplicas) {
            return rollout(facts);
        }
        return programmed.isTrue()
                ? rollout(facts)
                : Optional.of(Verdict.yes(programmed.reason(), programmed.message()));
    }

    private static boolean needsAPerson(Verdict verdict) {
        return NEEDS_A_PERSON.contains(verdict.reason());
    }

    private static Optional<Verdict> rollout(Facts facts) {
        Deployment deployment = facts.deployment();
        if (deployment == null) {
            return Optional.empty();
        }
        return Rollout.of(deployment)
                .map(left -> StartProblem.of(facts)
                        .map(problem -> Verdict.yes(problem.reason(), problem.message()))
                        .orElseGet(() -> Verdict.yes(
                                Reason.RollingOut,
                                "Deployment %s: %s.".formatted(facts.qualified(facts.ownedName()), left))));
    }
}
