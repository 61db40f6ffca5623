package io.fairlead.operator.status;

/** The conditions of a load balancer, in the order in which they are written. */
enum ConditionType {
    /** The spec is valid and can have effect. */
    Accepted,
    /** The Services and ports that the backends name exist. */
    ResolvedRefs,
    /** Each ready proxy runs this generation, and there is one. */
    Programmed,
    /** This generation is programmed, and each backend that takes traffic has an endpoint that is up. */
    Ready,
    /** Work goes on, as kstatus reads it; there only while it is True. */
    Reconciling,
    /** Nothing goes on before a person acts, as kstatus reads it; there only while it is True. */
    Stalled
}
