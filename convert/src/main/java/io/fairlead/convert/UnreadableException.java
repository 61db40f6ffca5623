package io.fairlead.convert;

/** Thrown where a file cannot be read; its message says what is wrong and what was expected. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String found, String expected) {
        super("%s (expected: %s)".formatted(found, expected));
    }
}
