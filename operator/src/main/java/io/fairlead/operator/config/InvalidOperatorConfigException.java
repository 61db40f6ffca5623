package io.fairlead.operator.config;

/** Thrown where the operator's configuration cannot be used; the message says why, such as {@code proxy.image: 5 (expected: text)}. */
public final class InvalidOperatorConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidOperatorConfigException(String fault) {
        super(fault);
    }
}
