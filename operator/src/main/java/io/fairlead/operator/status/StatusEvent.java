package io.fairlead.operator.status;

/**
 * What is to be told as a Kubernetes Event of the load balancer.
 *
 * @param reason the condition's
 * @param message the condition's; one line of at most 1000 characters
 */
public record StatusEvent(Type type, String reason, String message) {

    /** The types that Kubernetes' Events have. */
    public enum Type {
        Normal,
        Warning
    }
}
