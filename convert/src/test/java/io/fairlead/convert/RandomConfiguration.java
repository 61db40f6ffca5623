package io.fairlead.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes configurations that are much like real ones: mostly their lines and words, here and there anything. */
final class RandomConfiguration {

    private static final String CHARACTERS = " \t\n\r\\\"'#$${}[]()%@/:,.-_*!|\0\u00e9\ud83d09azAZx";
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1",
            "255",
            "256",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "999999999999999999999",
            "1ms",
            "0s",
            "25d",
            "1000000us",
            "10.0.0.1",
            "10.0.0.0/8",
            "10.0.0.0/33",
            "::",
            "::1",
            "[::1]:1",
            "::/0",
            "1.2.3.4.5",
            ":",
            "*:1",
            "no",
            "default",
            "if",
            "unless",
            "{",
            "}",
            "!",
            "or",
            "from",
            "src",
            "\"$HOME\"",
            "\"${X-y}\"",
            "'",
            "\"",
            "\\x41",
            "\\",
            "",
            "check",
            "on",
            "yes",
            "null",
            "~");

    private final List<List<String>> samples;
    private final List<String> lines;
    private final Random random;

    RandomConfiguration(List<String> samples, Random random) {
        this.samples = samples.stream().map(sample -> sample.lines().toList()).toList();
        lines = this.samples.stream().flatMap(List::stream).toList();
        this.random = random;
    }

    String next() {
        List<String> text = new ArrayList<>(any(samples));
        int changes = random.nextInt(8);
        for (int i = 0; i < changes && !text.isEmpty(); i++) {
            change(text);
        }
        String joined = String.join("\n", text) + "\n";
        return random.nextInt(5) == 0 ? withAnyCharacters(joined) : joined;
    }

    private void change(List<String> text) {
        int at = random.nextInt(text.size());
        switch (random.nextInt(5)) {
            case 0 -> text.remove(at);
            case 1 -> text.add(at, any(lines));
            case 2 -> text.set(at, withOtherWord(text.get(at), any(VALUES)));
            case 3 ->
                text.set(
                        at,
                        withOtherWord(
                                text.get(at), any(List.of(any(lines).strip().split("\\s+", -1)))));
            default -> text.addAll(at, any(samples));
        }
    }

    private String withOtherWord(String line, String word) {
        String[] words = line.split(" ", -1);
        words[random.nextInt(words.length)] = word;
        return String.join(" ", words);
    }

    private String withAnyCharacters(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(10); i >= 0 && !changed.isEmpty(); i--) {
            int at = random.nextInt(changed.length());
            if (random.nextBoolean()) {
                changed.deleteCharAt(at);
            } else {
                changed.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
        }
        return changed.toString();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
