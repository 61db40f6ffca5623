package io.fairlead.api.v1alpha1;

/** What of clients' connections tells of a server's health. */
public enum ObservedLayer {
    /** Whether they can be established. */
    @Haproxy("layer4")
    Layer4
}
