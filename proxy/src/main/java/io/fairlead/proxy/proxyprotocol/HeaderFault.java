package io.fairlead.proxy.proxyprotocol;

/** Why a connection that has to begin with a PROXY header was closed. */
public enum HeaderFault {
    /** What came is no header, or one of more bytes than any has. */
    MALFORMED("not a PROXY header"),
    /** No whole header came in time. */
    TIMEOUT("no PROXY header in time"),
    /** The peer closed before its header was complete: a load balancer's own probe may do so. */
    CLOSED("closed before the PROXY header");

    private final String message;

    HeaderFault(String message) {
        this.message = message;
    }

    /** Returns it in words, for the log. */
    public String message() {
        return message;
    }
}
