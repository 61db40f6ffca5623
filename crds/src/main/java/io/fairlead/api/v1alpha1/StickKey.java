package io.fairlead.api.v1alpha1;

/** What a client is known by. */
public enum StickKey {
    /** Its address. */
    @Haproxy("src")
    Source
}
