package io.fairlead.api.v1alpha1;

/** Why the servers of a backend are not known. */
@Haproxy(Haproxy.NONE)
public enum Unresolved {
    /** The Service that it names does not exist. */
    ServiceNotFound,
    /** The Service that it names has no such TCP port. */
    PortNotFound
}
