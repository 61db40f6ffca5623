package io.fairlead.api.v1alpha1;

/** What a client is known by. */
public enum StickOn {
    /** Its address. */
    @Haproxy("src")
    Source
}
