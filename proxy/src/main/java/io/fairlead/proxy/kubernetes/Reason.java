package io.fairlead.proxy.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/** Why a request to the Kubernetes API failed, in words. */
public final class Reason {

    private Reason() {}

    /** Returns what the API server says; else what the innermost cause says, or its kind where it says nothing. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (said(cause) == null && cause.getCause() != null && !(cause instanceof ConnectException)) {
            cause = cause.getCause();
        }
        String said = said(cause);
        String message = said == null ? cause.getMessage() : said;
        return message == null ? cause.getClass().getSimpleName() : message.strip();
    }

    private static @Nullable String said(Throwable failure) {
        return failure instanceof KubernetesClientException answered && answered.getStatus() != null
                ? answered.getStatus().getMessage()
                : null;
    }
}
