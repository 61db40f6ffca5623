package io.fairlead.proxy.transport;

import java.net.InetSocketAddress;

/** Says that a listener's address could not be bound, and why. */
public final class BindFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    BindFailedException(InetSocketAddress address, Throwable cause) {
        super(address + ": " + SocketErrors.reason(cause), cause);
        reason = SocketErrors.reason(cause);
    }

    /** Returns what the operating system said, such as {@code Address already in use}. */
    public String reason() {
        return reason;
    }
}
