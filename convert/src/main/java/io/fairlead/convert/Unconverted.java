package io.fairlead.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What HAProxy knows and a load balancer has no field for, with what is to be said of it: the table {@code unconverted.txt}. */
final class Unconverted {

    static final Unconverted GLOBAL = new Unconverted("global");
    static final Unconverted PROXY = new Unconverted("proxy");
    static final Unconverted BIND = new Unconverted("bind");
    static final Unconverted SERVER = new Unconverted("server");
    static final Unconverted SECTION = new Unconverted("section");

    private static final String UNKNOWN = "not known";

    /**
     * What is said of a word.
     *
     * @param arguments how many words follow it
     */
    record Entry(Finding.Kind kind, String why, int arguments) {}

    private final Map<String, Entry> entries = new HashMap<>();

    private Unconverted(String scope) {
        boolean inScope = false;
        Finding.Kind kind = Finding.Kind.NOTE;
        String why = "";
        for (String line : table().lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                if (inScope) {
                    addAll(line, kind, why);
                }
            } else {
                String[] group = line.split(" \\| ", 3);
                inScope = group[0].equals(scope);
                kind = group[1].equals("note") ? Finding.Kind.NOTE : Finding.Kind.LEFT_OUT;
                why = group[2];
            }
        }
    }

    private static String table() {
        try (InputStream in = Objects.requireNonNull(Unconverted.class.getResourceAsStream("unconverted.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addAll(String line, Finding.Kind kind, String why) {
        for (String item : line.strip().split(", *", -1)) {
            int slash = item.indexOf('/');
            String word = slash < 0 ? item : item.substring(0, slash);
            int arguments = slash < 0 ? 0 : Integer.parseInt(item.substring(slash + 1));
            Entry before = entries.put(word, new Entry(kind, why, arguments));
            if (before != null) {
                throw new IllegalStateException("twice in the table: " + word);
            }
        }
    }

    /** Says of {@code directive} why it is left out. */
    void leaveOut(Directive directive, Findings findings) {
        for (int words = Math.min(2, directive.words().size()); words > 0; words--) {
            Entry entry = entry(directive.start(words));
            if (entry != null) {
                say(entry, directive, directive.start(words), findings);
                return;
            }
        }
        findings.leftOut(directive, directive.start(2), UNKNOWN);
    }

    /** Names with a dot are said by what is before it: {@code tune.*}. */
    private @Nullable Entry entry(String words) {
        int dot = words.indexOf('.');
        Entry entry = entries.get(words);
        return entry == null && dot > 0 ? entries.get(words.substring(0, dot) + ".*") : entry;
    }

    /** Says of {@code option} of a directive why it is left out, and takes its values; of one that is not known all that follows it. */
    void leaveOut(Word option, Arguments args, Findings findings) {
        Entry entry = entries.get(option.text());
        String what = args.what() + ": " + option.text();
        if (entry == null) {
            findings.leftOut(args.directive(), what, args.hasNext() ? UNKNOWN + ", and all after it" : UNKNOWN);
            args.rest().forEach(word -> args.poll());
            return;
        }
        for (int i = 0; i < entry.arguments(); i++) {
            args.poll();
        }
        say(entry, args.directive(), what, findings);
    }

    private static void say(Entry entry, Directive origin, String what, Findings findings) {
        if (entry.kind() == Finding.Kind.NOTE) {
            findings.note(origin, what, entry.why());
        } else {
            findings.leftOut(origin, what, entry.why());
        }
    }
}
