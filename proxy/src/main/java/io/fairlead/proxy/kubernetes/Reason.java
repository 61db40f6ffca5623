package io.fairlead.proxy.kubernetes;

/** Why a request to the Kubernetes API failed, in words. */
public final class Reason {

    private Reason() {}

    /** Returns what the innermost cause says, or its kind where it says nothing. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.strip();
    }
}
