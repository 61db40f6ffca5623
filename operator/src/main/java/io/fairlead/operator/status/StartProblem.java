package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why proxies do not become ready, as far as Kubernetes says: what is told of their pods, and of the Deployment. */
final class StartProblem {

    private StartProblem() {}

    /** Returns the most telling problem, empty where there is none that is known. */
    static Optional<Verdict> of(Facts facts) {
        Stream<Verdict> pods = facts.proxies().stream()
                .filter(proxy -> !proxy.ready())
                .flatMap(proxy -> new PodProblem(facts, proxy).find().stream());
        return Stream.concat(pods, failing(facts, "ReplicaFailure", "True", "cannot create its pods").stream())
                .min(Comparator.comparing(Verdict::reason))
                .or(() -> failing(facts, "Progressing", "False", "makes no progress"));
    }

    /** What is said while there is no ready proxy and nothing speaks against there soon being one. */
    static Verdict starting(Facts facts) {
        int wanted = facts.spec().proxyOrDefault().replicasOrDefault();
        List<ProxyPod> pods = facts.proxies();
        return Verdict.no(
                Reason.Pending,
                pods.isEmpty()
                        ? "No proxy pod exists yet; %d are wanted.".formatted(wanted)
                        : "No proxy is ready yet; %d are wanted, and %s may be starting."
                                .formatted(wanted, PodNames.of(pods)));
    }

    private static Optional<Verdict> failing(Facts facts, String type, String status, String what) {
        Deployment deployment = facts.deployment();
        if (deployment == null || deployment.getStatus() == null) {
            return Optional.empty();
        }
        return deployment.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()))
                .findFirst()
                .map(condition -> Verdict.no(Reason.ProxyNotStarted, text(facts, condition, what)));
    }

    private static String text(Facts facts, DeploymentCondition condition, String what) {
        return "Deployment %s %s: %s. See: kubectl describe deployment -n %s %s"
                .formatted(
                        facts.qualified(facts.ownedName()),
                        what,
                        Text.because(condition.getReason(), condition.getMessage()),
                        facts.namespace(),
                        facts.ownedName());
    }
}
