package io.fairlead.proxy.config;

import java.util.List;

/** Thrown where a configuration cannot be used; says all that is wrong with it. */
public final class InvalidConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    InvalidConfigException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    InvalidConfigException(String fault) {
        this(List.of(fault));
    }

    /** Returns what is wrong, a line each, such as {@code spec.listeners[0].port: 70000 (expected: 1-65535)}; never empty. */
    public List<String> faults() {
        return faults;
    }
}
