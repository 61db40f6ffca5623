package io.fairlead.proxy.rpc;

import org.jspecify.annotations.Nullable;

/** A gRPC method and its service, as metrics call them. */
record MethodName(String service, String method) {

    /** Stands for all methods that have no counters of their own. */
    static final MethodName OTHER = new MethodName("other", "other");

    private static final int LONGEST = 256;

    /** Returns what a path names; {@code null} where it is none of gRPC's, {@code /service/method}, or too long to be a label of metrics. */
    static @Nullable MethodName of(String path) {
        int slash = path.lastIndexOf('/');
        boolean bothThere = slash > 1 && slash < path.length() - 1;
        if (!bothThere || path.length() > LONGEST || path.charAt(0) != '/' || !isPlain(path)) {
            return null;
        }
        return new MethodName(path.substring(1, slash), path.substring(slash + 1));
    }

    private static boolean isPlain(String path) {
        return path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }
}
