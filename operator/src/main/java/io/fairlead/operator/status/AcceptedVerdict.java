package io.fairlead.operator.status;

import java.util.List;

/** Whether the spec can have effect: nobody else has the names that the operator needs, and the API server takes its objects. */
final class AcceptedVerdict {

    private AcceptedVerdict() {}

    static Verdict of(Facts facts) {
        List<String> conflicts = facts.taken().conflicts();
        List<String> leftovers = facts.taken().leftovers();
        if (!conflicts.isEmpty()) {
            return Verdict.no(
                    Reason.NameConflict,
                    "In the way, and not of this load balancer: " + String.join(", ", conflicts)
                            + ". They are left alone. Delete or rename them, or give the GrpcLoadBalancer another name.");
        }
        if (!leftovers.isEmpty()) {
            return Verdict.unknown(
                    Reason.Pending,
                    "Waits for Kubernetes to remove what is left of the load balancer of this name that was deleted: "
                            + String.join(", ", leftovers)
                            + ". If they stay for minutes: does a finalizer hold them, and does the cluster's garbage collector run?");
        }
        if (facts.refusal() != null) {
            return Verdict.no(
                    Reason.Rejected,
                    "The API server does not take what the operator writes: "
                            + Text.quote(facts.refusal())
                            + ". Correct the spec, or what refuses it (a quota, a policy, an admission webhook).");
        }
        return Verdict.yes(Reason.Accepted, "The spec is valid and nothing is in its way.");
    }
}
