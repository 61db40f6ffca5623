package io.fairlead.proxy.transport;

/** Why a client's connection was closed before it had a session. */
public enum Rejection {
    /** Its address may not connect. */
    ACCESS("access"),
    /** Its address has as many connections as it may have. */
    SOURCE_CONNECTIONS("source_connections"),
    /** Its address opens connections faster than it may. */
    SOURCE_RATE("source_rate");

    private final String label;

    Rejection(String label) {
        this.label = label;
    }

    /** Returns what metrics call it. */
    public String label() {
        return label;
    }
}
