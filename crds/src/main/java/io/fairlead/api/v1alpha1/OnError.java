package io.fairlead.api.v1alpha1;

/** What too many errors in a row bring about. */
public enum OnError {
    /** The server is probed at {@code fastInterval}. */
    @Haproxy("fastinter")
    FastInterval,
    /** It counts as a failed probe, and the server is probed at {@code fastInterval}. */
    @Haproxy("fail-check")
    FailCheck,
    /** It counts as the last but one failed probe before the server is down: one more takes it down. */
    @Haproxy("sudden-death")
    SuddenDeath,
    /** The server is down at once. */
    @Haproxy("mark-down")
    MarkDown
}
