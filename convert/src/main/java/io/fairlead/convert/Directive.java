package io.fairlead.convert;

import java.util.List;
import java.util.stream.Collectors;

/** A line of the configuration that says something: one word at least. */
record Directive(List<Word> words) {

    Word first() {
        return words.getFirst();
    }

    int line() {
        return first().line();
    }

    /** Returns the words from the one at {@code index} on, none where there are fewer. */
    List<Word> from(int index) {
        return words.subList(Math.min(index, words.size()), words.size());
    }

    /** Returns the text of the word at {@code index}, empty where there are fewer. */
    String text(int index) {
        return index < words.size() ? words.get(index).text() : "";
    }

    /** Returns its first words, as many as there are up to {@code count}. */
    String start(int count) {
        return words.stream().limit(count).map(Word::text).collect(Collectors.joining(" "));
    }

    /** Returns all of it. */
    @Override
    public String toString() {
        return start(words.size());
    }
}
