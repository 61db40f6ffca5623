package io.fairlead.convert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the configuration into lines and words as HAProxy does: blanks part words, {@code #} begins a comment, quotes and backslashes take a
 * character's meaning away, and in double quotes {@code $NAME}, <code>${NAME}</code> and <code>${NAME-default}</code> stand for what the environment
 * has. A backslash at the end of a line joins it with the next one.
 */
final class Lexer {

    private static final char END = '\0';

    private final String text;
    private final Environment environment;
    private final Findings findings;
    private int position;
    private int line = 1;
    private int lineStart;

    /** What is read of the current word; {@code null} between words. */
    private @Nullable StringBuilder word;

    private int wordLine;
    private int wordColumn;

    Lexer(String text, Environment environment, Findings findings) {
        this.text = text;
        this.environment = environment;
        this.findings = findings;
    }

    /** Returns the next line that says something; {@code null} at the end. What cannot be read of lines before it is noted as a fault. */
    @Nullable
    Directive next() {
        while (position < text.length()) {
            List<Word> words = new ArrayList<>();
            try {
                readLine(words);
                if (!words.isEmpty()) {
                    return new Directive(List.copyOf(words));
                }
            } catch (DirectiveException e) {
                findings.add(e.finding());
                skipLine();
            }
        }
        return null;
    }

    private void readLine(List<Word> words) throws DirectiveException {
        word = null;
        while (!atLineEnd()) {
            char c = peek(0);
            if (Character.isWhitespace(c)) {
                endWord(words);
                position++;
            } else if (c == '#') {
                endWord(words);
                skipComment();
            } else if (!skipContinuation()) {
                beginWord();
                readPart(c);
            }
        }
        endWord(words);
        skipLine();
    }

    private void readPart(char c) throws DirectiveException {
        switch (c) {
            case '\'' -> readSingleQuoted();
            case '"' -> readDoubleQuoted();
            case '\\' -> readEscape(false);
            default -> {
                append(c);
                position++;
            }
        }
    }

    private void readSingleQuoted() throws DirectiveException {
        Word quote = here("'");
        position++;
        while (peek(0) != '\'') {
            if (atLineEnd()) {
                throw DirectiveException.fault(quote, "quote", "' at its end, too");
            }
            append(text.charAt(position++));
        }
        position++;
    }

    private void readDoubleQuoted() throws DirectiveException {
        Word quote = here("\"");
        position++;
        while (peek(0) != '"') {
            if (atLineEnd()) {
                throw DirectiveException.fault(quote, "quote", "\" at its end, too");
            }
            char c = peek(0);
            if (c == '\\') {
                if (!skipContinuation()) {
                    readEscape(true);
                }
            } else if (c == '$') {
                readVariable();
            } else {
                append(c);
                position++;
            }
        }
        position++;
    }

    private void readEscape(boolean quoted) throws DirectiveException {
        Word escape = here("\\" + (peek(1) == END ? "" : peek(1)));
        char c = peek(1);
        position += 2;
        switch (c) {
            case ' ', '\\', '#', '\'', '"' -> append(c);
            case 't' -> append('\t');
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 'x' -> append(readHex(escape));
            case '$' -> {
                if (!quoted) {
                    append('\\');
                }
                append('$');
            }
            default -> {
                append('\\');
                position--;
            }
        }
    }

    private char readHex(Word escape) throws DirectiveException {
        int high = Character.digit(peek(0), 16);
        int low = Character.digit(peek(1), 16);
        if (high < 0 || low < 0) {
            throw DirectiveException.fault(escape, "escape", "\\x and two hexadecimal digits");
        }
        position += 2;
        return (char) ((high << 4) | low);
    }

    private void readVariable() throws DirectiveException {
        Word dollar = here("$");
        boolean braced = peek(1) == '{';
        position += braced ? 2 : 1;
        int start = position;
        if (peek(0) == '.') {
            position++;
        }
        while (isNamePart(peek(0))) {
            position++;
        }
        String name = text.substring(start, position);
        if (!name.matches("\\.?[A-Za-z_][A-Za-z0-9_]*")) {
            throw DirectiveException.fault(dollar, "variable", "the name of a variable after $, or \\$");
        }
        if (braced && text.startsWith("[*]", position)) {
            position += 3;
        }
        String usual = braced ? readDefault(dollar) : null;
        append(valueOf(name, usual, dollar));
    }

    private @Nullable String readDefault(Word dollar) throws DirectiveException {
        String usual = null;
        if (peek(0) == '-') {
            int start = ++position;
            while (peek(0) != '}' && !atLineEnd()) {
                position++;
            }
            usual = text.substring(start, position);
        }
        if (peek(0) != '}') {
            throw DirectiveException.fault(dollar, "variable", "} after ${ and a name");
        }
        position++;
        return usual;
    }

    private String valueOf(String name, @Nullable String usual, Word dollar) {
        String value = name.equals(".LINE") ? Integer.toString(dollar.line()) : environment.get(name);
        if (value != null) {
            return value;
        }
        if (usual == null) {
            String why = "not set: read as nothing";
            findings.add(new Finding(dollar.line(), 0, Finding.Kind.LEFT_OUT, "$" + name + " (" + why + ")"));
            return "";
        }
        return usual;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private void beginWord() {
        if (word == null) {
            word = new StringBuilder();
            wordLine = line;
            wordColumn = position - lineStart + 1;
        }
    }

    private void append(char c) {
        if (word != null) {
            word.append(c);
        }
    }

    private void append(String more) {
        if (word != null) {
            word.append(more);
        }
    }

    private void endWord(List<Word> words) {
        if (word != null) {
            words.add(new Word(word.toString(), wordLine, wordColumn));
            word = null;
        }
    }

    private Word here(String what) {
        return new Word(what, line, position - lineStart + 1);
    }

    /** Skips a backslash that ends the line, and the line's end. */
    private boolean skipContinuation() {
        if (peek(0) != '\\') {
            return false;
        }
        int length = text.startsWith("\r\n", position + 1) ? 3 : peek(1) == '\n' ? 2 : 0;
        if (length == 0) {
            return false;
        }
        position += length;
        line++;
        lineStart = position;
        return true;
    }

    private void skipComment() {
        while (!atLineEnd()) {
            position++;
        }
    }

    private void skipLine() {
        skipComment();
        if (position < text.length()) {
            position++;
            line++;
            lineStart = position;
        }
    }

    private boolean atLineEnd() {
        return position >= text.length() || text.charAt(position) == '\n';
    }

    private char peek(int ahead) {
        int index = position + ahead;
        return index < text.length() ? text.charAt(index) : END;
    }
}
