package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;

/** What makes no request or no answer. It has no stack trace: what it says is all there is to know. */
final class Malformed extends Exception {

    private static final long serialVersionUID = 1;

    private final Abuse kind;

    Malformed(String message) {
        this(Abuse.MALFORMED, message);
    }

    Malformed(Abuse kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    Abuse kind() {
        return kind;
    }

    /** Returns what is wrong, in a few words. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
