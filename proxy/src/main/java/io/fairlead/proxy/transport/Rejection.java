package io.fairlead.proxy.transport;

/** Why a client's connection was closed before it had a session. */
public enum Rejection {
    /** Its address may not connect. */
    ACCESS("access"),
    /** Its address has as many connections as it may have. */
    SOURCE_CONNECTIONS("source_connections"),
    /** Its address opens connections faster than it may. */
    SOURCE_RATE("source_rate"),
    /** It has to begin with a PROXY header, and what came is none. */
    PROXY_HEADER("proxy_header"),
    /** No whole PROXY header came in time. */
    PROXY_HEADER_TIMEOUT("proxy_header_timeout"),
    /** Its peer closed it before a PROXY header was complete: a load balancer's own probe may do so. */
    PROXY_HEADER_MISSING("proxy_header_missing");

    private final String label;

    Rejection(String label) {
        this.label = label;
    }

    /** Returns what metrics call it. */
    public String label() {
        return label;
    }
}
