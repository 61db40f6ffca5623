package io.fairlead.proxy.rpc;

import java.util.List;

/** What gRPC calls its status codes. */
public final class GrpcStatusNames {

    static final int UNKNOWN = 2;
    static final int PERMISSION_DENIED = 7;
    static final int UNIMPLEMENTED = 12;
    static final int UNAUTHENTICATED = 16;

    /** How many codes there are, from 0 on. */
    static final int COUNT = 17;

    private static final List<String> NAMES = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    private GrpcStatusNames() {}

    /** Returns the name of {@code code}; the number itself where it is none of gRPC's. */
    public static String of(int code) {
        return code >= 0 && code < COUNT ? NAMES.get(code) : String.valueOf(code);
    }
}
