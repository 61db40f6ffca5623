package io.fairlead.operator.status;

/** Whether the spec can have effect: nobody else has the names that the operator needs, and the API server takes its objects. */
final class AcceptedVerdict {

    private AcceptedVerdict() {}

    static Verdict of(Facts facts) {
        if (!facts.conflicts().isEmpty()) {
            return Verdict.no(
                    Reason.NameConflict,
                    "In the way, and not of this load balancer: " + String.join(", ", facts.conflicts())
                            + ". They are left alone. Delete or rename them, or give the GrpcLoadBalancer another name.");
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
