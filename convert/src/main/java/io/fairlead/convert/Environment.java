package io.fairlead.convert;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment's variables, as the configuration itself changes them on its way. */
final class Environment {

    private final Map<String, String> now;

    Environment(Map<String, String> variables) {
        now = new HashMap<>(variables);
    }

    @Nullable
    String get(String name) {
        return now.get(name);
    }

    /** Does what a directive of section global that is about variables says; returns whether it is one. */
    boolean apply(Directive directive) {
        switch (directive.text(0)) {
            case "setenv" -> now.put(directive.text(1), directive.text(2));
            case "presetenv" -> now.putIfAbsent(directive.text(1), directive.text(2));
            case "unsetenv" -> directive.from(1).forEach(name -> now.remove(name.text()));
            case "resetenv" ->
                now.keySet()
                        .retainAll(directive.from(1).stream().map(Word::text).toList());
            default -> {
                return false;
            }
        }
        return true;
    }
}
