package io.fairlead.convert;

/** Ends the reading of a directive; says what is wrong with it, or why it is left out. */
final class DirectiveException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    private DirectiveException(Finding finding) {
        super(finding.text());
        this.finding = finding;
    }

    /** What stands at {@code word} is not what HAProxy takes. */
    static DirectiveException fault(Word word, String what, String expected) {
        return new DirectiveException(new Finding(
                word.line(),
                word.column(),
                Finding.Kind.FAULT,
                "%s: %s (expected: %s)".formatted(what, word.text(), expected)));
    }

    /** {@code what}, of line {@code line}, is left out for {@code why}. */
    static DirectiveException leftOut(int line, String what, String why) {
        return new DirectiveException(new Finding(line, 0, Finding.Kind.LEFT_OUT, what + " (" + why + ")"));
    }

    Finding finding() {
        return finding;
    }
}
