package io.fairlead.client;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Thrown where a command cannot work with a cluster; the message is one line for whoever runs it. */
public final class UnusableClusterException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableClusterException(String message) {
        super(message);
    }

    /** Says what the API server answered to a request that failed with {@code fault}, or that it did not answer. */
    public static UnusableClusterException of(URL api, Throwable fault) {
        KubernetesClientException answer = answer(fault);
        if (answer == null) {
            return new UnusableClusterException(
                    "the Kubernetes API at %s does not answer: %s".formatted(api, reason(fault)));
        }
        String words = answer.getStatus() == null || answer.getStatus().getMessage() == null
                ? String.valueOf(answer.getMessage())
                : answer.getStatus().getMessage();
        return new UnusableClusterException(
                "the Kubernetes API at %s answers %d: %s".formatted(api, answer.getCode(), oneLine(words)));
    }

    private static @Nullable KubernetesClientException answer(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException answer && answer.getCode() > 0) {
                return answer;
            }
        }
        return null;
    }

    private static String reason(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null && !(root instanceof ConnectException)) {
            root = root.getCause();
        }
        if (root instanceof ConnectException) {
            return "no connection";
        }
        String name = root.getClass().getSimpleName();
        return root.getMessage() == null ? name : name + ": " + oneLine(root.getMessage());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
