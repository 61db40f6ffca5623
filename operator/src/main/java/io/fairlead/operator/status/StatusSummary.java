package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancerStatus;
import io.fairlead.api.v1alpha1.ManagedNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The status of a load balancer, from what was observed of it. The same is always made of the same, and of its own result again the same, so that a
 * status that has not changed need not be written.
 */
public final class StatusSummary {

    private StatusSummary() {}

    /**
     * Returns the status at {@code now}. It may change with time alone, where reports become stale and proxies late; looking again every 30 seconds is
     * enough.
     */
    public static GrpcLoadBalancerStatus of(Observed observed, Instant now) {
        Facts facts = new Facts(observed, now);
        Verdict accepted = AcceptedVerdict.of(facts);
        Verdict programmed = ProgrammedVerdict.of(facts, accepted);
        BackendSummary backends = new BackendSummary(facts);
        Deployment deployment = facts.deployment();
        DeploymentStatus proxies = deployment == null ? null : deployment.getStatus();
        GrpcLoadBalancerStatus status = new GrpcLoadBalancerStatus(
                facts.generation(),
                conditions(facts, accepted, programmed),
                AddressSummary.of(facts),
                ListenerSummary.of(facts, programmed),
                proxies == null ? 0 : Rollout.count(proxies.getReplicas()),
                proxies == null ? 0 : Rollout.count(proxies.getReadyReplicas()),
                selector(facts.resource()),
                backends.ready(),
                backends.statuses());
        GrpcLoadBalancerStatus last = facts.resource().getStatus();
        return last == null ? status : LastOrder.of(last, status);
    }

    private static List<Condition> conditions(Facts facts, Verdict accepted, Verdict programmed) {
        GrpcLoadBalancerStatus last = facts.resource().getStatus();
        Conditions conditions =
                new Conditions(last == null ? null : last.conditions(), facts.generation(), facts.now());
        List<Condition> all = new ArrayList<>(List.of(
                conditions.of(ConditionType.Accepted, accepted),
                conditions.of(ConditionType.ResolvedRefs, ResolvedRefsVerdict.of(facts)),
                conditions.of(ConditionType.Programmed, programmed),
                conditions.of(ConditionType.Ready, ReadyVerdict.of(facts, programmed))));
        ProgressVerdicts.stalled(facts, accepted, programmed)
                .map(verdict -> conditions.of(ConditionType.Stalled, verdict))
                .or(() -> ProgressVerdicts.reconciling(facts, programmed)
                        .map(verdict -> conditions.of(ConditionType.Reconciling, verdict)))
                .ifPresent(all::add);
        return List.copyOf(all);
    }

    private static String selector(GrpcLoadBalancer resource) {
        return ManagedNames.NAME_LABEL + "=" + resource.getMetadata().getName();
    }
}
