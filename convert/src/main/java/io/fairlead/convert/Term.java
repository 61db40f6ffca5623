package io.fairlead.convert;

import java.util.List;

/** A part of a condition: true where one of {@code anyOf} is, or where none of them is if {@code negated}. */
record Term(boolean negated, List<Acl> anyOf) {

    /** Whether each test compares what is named {@code criterion}. */
    boolean isOf(String criterion) {
        return anyOf.stream().allMatch(acl -> acl.criterion().equals(criterion));
    }

    Term not() {
        return new Term(!negated, anyOf);
    }
}
