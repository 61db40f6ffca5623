package io.fairlead.proxy;

/** Says why a configuration, although valid, cannot be run here: field, value and what was expected. */
public final class ConfigRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    ConfigRefusedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns the line that says it. */
    public String reason() {
        return reason;
    }
}
