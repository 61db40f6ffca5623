package io.fairlead.convert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the words of a directive one after the other. */
final class Arguments {

    private final Directive directive;
    private final String what;
    private final Position position;

    /** Begins after the directive's first {@code keywords} words, which name it in what is said. */
    Arguments(Directive directive, int keywords) {
        this(directive, directive.start(keywords), new Position(keywords));
    }

    private Arguments(Directive directive, String what, Position position) {
        this.directive = directive;
        this.what = what;
        this.position = position;
    }

    /** Returns the same, at the same place, as they are to be named {@code part} in what is said. */
    Arguments named(String part) {
        return new Arguments(directive, part, position);
    }

    Directive directive() {
        return directive;
    }

    /** Returns the directive; {@code null} where it says that something is not. */
    @Nullable
    Directive directiveUnlessNegated() {
        return Keyword.of(directive).negated() ? null : directive;
    }

    /** Returns what names the directive. */
    String what() {
        return what;
    }

    boolean hasNext() {
        return position.next < directive.words().size();
    }

    /** Takes the next word, if it is {@code text}. */
    boolean accept(String text) {
        boolean accepted = directive.text(position.next).equals(text) && hasNext();
        if (accepted) {
            position.next++;
        }
        return accepted;
    }

    /** Takes the next word; there has to be one, and {@code expected} says what. */
    Word next(String expected) throws DirectiveException {
        Word word = poll();
        if (word == null || word.text().isEmpty()) {
            Word last = word == null ? directive.words().getLast() : word;
            throw DirectiveException.fault(
                    new Word(
                            "nothing",
                            last.line(),
                            word == null ? last.column() + last.text().length() : last.column()),
                    what,
                    expected);
        }
        return word;
    }

    /** Takes the next word, or returns {@code null} where there is none. */
    @Nullable
    Word poll() {
        return hasNext() ? directive.words().get(position.next++) : null;
    }

    /** Returns the words that are left. */
    List<Word> rest() {
        return directive.from(position.next);
    }

    /** There may be no more words. */
    void end() throws DirectiveException {
        if (hasNext()) {
            throw DirectiveException.fault(directive.words().get(position.next), what, "nothing more");
        }
    }

    /** Takes a time, in milliseconds where it says no unit; {@code null} for 0, which is without end. */
    @Nullable
    Duration time() throws DirectiveException {
        return Units.time(next(Units.TIME), what, Units.MILLISECONDS);
    }

    /** As {@link #time}; more than {@code most} is left out, for HAProxy takes it. */
    @Nullable
    Duration timeUpTo(Duration most) throws DirectiveException {
        return upTo(most, Units.MILLISECONDS);
    }

    /** As {@link #timeUpTo}, in seconds where it says no unit. */
    @Nullable
    Duration secondsUpTo(Duration most) throws DirectiveException {
        return upTo(most, Units.SECONDS);
    }

    private @Nullable Duration upTo(Duration most, String unit) throws DirectiveException {
        Word word = next(Units.TIME);
        Duration time = Units.time(word, what, unit);
        if (time != null && time.compareTo(most) > 0) {
            throw leftOut(what + " " + word.text(), "not yet: at most %d s".formatted(most.toSeconds()));
        }
        return time;
    }

    /** Takes a whole number from {@code least} to {@code most}. */
    int number(int least, int most) throws DirectiveException {
        return Units.number(next(Units.range(least, most)), what, least, most);
    }

    /** Takes a whole number of at least {@code least}; more than {@code most} is left out, for HAProxy takes it. */
    int numberUpTo(int least, int most) throws DirectiveException {
        Word word = next(Units.range(least, Integer.MAX_VALUE));
        int number = Units.number(word, what, least, Integer.MAX_VALUE);
        if (number > most) {
            throw leftOut(what + " " + word.text(), "not yet: at most " + most);
        }
        return number;
    }

    /** As {@link #numberUpTo}, where 0 is no limit: {@code null}. */
    @Nullable
    Integer limitUpTo(int most) throws DirectiveException {
        int number = numberUpTo(0, most);
        return number == 0 ? null : number;
    }

    /** Takes one of the words that {@code values} has, and returns what it stands for. */
    <T> T choice(Map<String, T> values) throws DirectiveException {
        String expected = values.keySet().stream().sorted().collect(Collectors.joining(", "));
        Word word = next(expected);
        T value = values.get(word.text());
        if (value == null) {
            throw DirectiveException.fault(word, what, expected);
        }
        return value;
    }

    /** Says that the directive, or {@code part} of it, is left out. */
    DirectiveException leftOut(String part, String why) {
        return DirectiveException.leftOut(directive.line(), part, why);
    }

    private static final class Position {

        private int next;

        Position(int next) {
            this.next = next;
        }
    }
}
