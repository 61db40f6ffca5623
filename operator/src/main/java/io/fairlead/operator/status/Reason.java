package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.Unresolved;

/** Why a condition has the status that it has; the word that stands in its {@code reason}. docs/troubleshooting.md says what to do at each. */
enum Reason {

    /** Nothing is in the way of the load balancer. */
    Accepted,
    /** An object that the operator would own exists and belongs to someone else. */
    NameConflict,
    /** The API server did not take an owned object. */
    Rejected,

    /** Each Service and port that a backend names exists. */
    ResolvedRefs,
    /** A Service that a backend names does not exist. */
    ServiceNotFound,
    /** A Service that a backend names has no such TCP port. */
    PortNotFound,

    /** It is not known yet, or under way. */
    Pending,

    /** Each ready proxy runs this generation. */
    Programmed,
    /** Accepted is not True. */
    NotAccepted,
    /** No proxy is asked for. */
    NoReplicas,
    /** A proxy was given this generation and does not run it. */
    Refused,
    /** The image of a proxy cannot be had. */
    ImagePullFailed,
    /** A proxy starts and ends again. */
    ProxyCrashes,
    /** A proxy's pod or container cannot be created or placed. */
    ProxyNotStarted,
    /** Proxies run and none is ready. */
    ProxyNotReady,
    /** A ready proxy does not report. */
    ProxyUnreachable,

    /** Traffic is served. */
    Ready,
    /** A backend's Service has no endpoints, or its servers no addresses. */
    NoEndpoints,
    /** No endpoint of a backend is up. */
    BackendsDown,

    /** The Deployment of the proxies has not finished what it was asked for. */
    RollingOut;

    static Reason of(Unresolved unresolved) {
        return switch (unresolved) {
            case ServiceNotFound -> ServiceNotFound;
            case PortNotFound -> PortNotFound;
        };
    }
}
