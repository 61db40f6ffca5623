package io.fairlead.convert;

/**
 * A word of the configuration, without its quotes and escapes.
 *
 * @param line the line that it begins in, from 1
 * @param column the column that it begins in, from 1
 */
record Word(String text, int line, int column) {

    boolean is(String expected) {
        return text.equals(expected);
    }
}
