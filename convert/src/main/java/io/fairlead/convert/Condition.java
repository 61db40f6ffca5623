package io.fairlead.convert;

import java.util.ArrayList;
import java.util.List;

/** A condition: true where all terms of one of {@code anyOf} are. */
record Condition(List<List<Term>> anyOf) {

    private static final Condition ALWAYS = new Condition(List.of(List.of()));

    /** Reads what follows {@code if} or {@code unless}, or nothing, with the access control lists {@code named}. */
    static Condition read(Arguments args, Acls named) throws DirectiveException {
        if (!args.hasNext()) {
            return ALWAYS;
        }
        if (args.accept("if")) {
            return new Condition(readAnyOf(args, named));
        }
        if (args.accept("unless")) {
            return not(new Condition(readAnyOf(args, named)), args);
        }
        throw DirectiveException.fault(args.next("if or unless"), args.what(), "if or unless");
    }

    boolean always() {
        return anyOf.stream().anyMatch(List::isEmpty);
    }

    private static List<List<Term>> readAnyOf(Arguments args, Acls named) throws DirectiveException {
        List<List<Term>> anyOf = new ArrayList<>();
        List<Term> allOf = new ArrayList<>();
        do {
            if (args.accept("or") || args.accept("||")) {
                anyOf.add(allOf);
                allOf = new ArrayList<>();
            }
            allOf.add(readTerm(args, named));
        } while (args.hasNext());
        anyOf.add(allOf);
        return anyOf;
    }

    private static Term readTerm(Arguments args, Acls named) throws DirectiveException {
        boolean negated = false;
        while (args.accept("!")) {
            negated = !negated;
        }
        Word word = args.next("a condition");
        if (word.is("{")) {
            return new Term(negated, List.of(readAnonymous(args)));
        }
        boolean joined = word.text().startsWith("!");
        String name = joined ? word.text().substring(1) : word.text();
        List<Acl> acls = named.get(name);
        if (acls == null) {
            throw DirectiveException.fault(word, args.what(), "an acl that is defined before it, or { a test }");
        }
        return new Term(negated != joined, acls);
    }

    private static Acl readAnonymous(Arguments args) throws DirectiveException {
        String criterion = args.next("a test").text();
        List<Word> values = new ArrayList<>();
        for (Word word = args.next("}"); !word.is("}"); word = args.next("}")) {
            values.add(word);
        }
        return new Acl(criterion, values);
    }

    /** Of {@code A or B} it is {@code !A !B}; what is more than that is not converted anyway. */
    private static Condition not(Condition condition, Arguments args) throws DirectiveException {
        List<Term> allOf = new ArrayList<>();
        for (List<Term> terms : condition.anyOf) {
            if (terms.size() != 1) {
                throw args.leftOut(args.directive().toString(), "not yet");
            }
            allOf.add(terms.getFirst().not());
        }
        return new Condition(List.of(allOf));
    }
}
