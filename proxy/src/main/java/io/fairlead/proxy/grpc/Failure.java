package io.fairlead.proxy.grpc;

import io.fairlead.proxy.tcp.Termination;

/**
 * Why the proxy ends an RPC itself.
 *
 * @param status what a client that speaks gRPC is told
 * @param httpStatus what another one is told
 * @param termination how the access log calls it
 * @param message what happened, in a few words
 */
record Failure(Status status, int httpStatus, Termination termination, String message) {

    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int FIELDS_TOO_LARGE = 431;
    private static final int NOT_IMPLEMENTED = 501;

    /** The codes of gRPC that the proxy uses, as "Status codes and their use in gRPC" numbers them. */
    enum Status {
        DEADLINE_EXCEEDED(4),
        RESOURCE_EXHAUSTED(8),
        UNIMPLEMENTED(12),
        INTERNAL(13),
        UNAVAILABLE(14);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Nobody serves it at this moment. */
    static Failure unavailable(Termination termination, String message) {
        return new Failure(Status.UNAVAILABLE, UNAVAILABLE, termination, message);
    }

    /** A server was silent for too long. */
    static Failure serverTimeout(String message) {
        return new Failure(Status.UNAVAILABLE, GATEWAY_TIMEOUT, Termination.SERVER_TIMEOUT_DATA, message);
    }

    /** The client was silent for too long. */
    static Failure clientTimeout(String message) {
        return new Failure(Status.UNAVAILABLE, 408, Termination.CLIENT_TIMEOUT_DATA, message);
    }

    /** The connection to the server is lost. */
    static Failure serverLost(String message) {
        return new Failure(Status.UNAVAILABLE, BAD_GATEWAY, Termination.SERVER_ABORT_DATA, message);
    }

    /** The server's answer is none that may be passed on. */
    static Failure badAnswer(String message) {
        return new Failure(Status.INTERNAL, BAD_GATEWAY, Termination.SERVER_ABORT_DATA, message);
    }

    /** The RPC took longer than its client said. */
    static Failure deadline(Termination termination, String message) {
        return new Failure(Status.DEADLINE_EXCEEDED, GATEWAY_TIMEOUT, termination, message);
    }

    /** There is no room for it. */
    static Failure exhausted(Termination termination, String message) {
        return new Failure(Status.RESOURCE_EXHAUSTED, UNAVAILABLE, termination, message);
    }

    /** Its header fields are more than may be. */
    static Failure fieldsTooLarge(String message) {
        return new Failure(Status.RESOURCE_EXHAUSTED, FIELDS_TOO_LARGE, Termination.CLIENT_ABORT_DATA, message);
    }

    /** It asks for something that the proxy has not. */
    static Failure notImplemented(String message) {
        return new Failure(Status.UNIMPLEMENTED, NOT_IMPLEMENTED, Termination.CLIENT_ABORT_DATA, message);
    }
}
