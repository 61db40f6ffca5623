package io.fairlead.proxy.http2;

/** What the other side did that ends its connection. It is thrown at whatever rate the other side likes, so it has no stack trace. */
public final class ConnectionFault extends RuntimeException {

    private final ErrorCode code;
    private final Abuse kind;

    public ConnectionFault(ErrorCode code, Abuse kind, String message) {
        super(message, null, false, false);
        this.code = code;
        this.kind = kind;
    }

    /** Returns what GOAWAY is to say. */
    public ErrorCode code() {
        return code;
    }

    /** Returns what it is counted as. */
    public Abuse kind() {
        return kind;
    }
}
