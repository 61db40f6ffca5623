package io.fairlead.convert;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which directive each field comes from, by the field's path, such as {@code timeouts.client} or {@code servers[0].name}. */
final class Origins {

    private final Map<String, Directive> byPath = new HashMap<>();

    /** Gives {@code value} to {@code setter}, of the field at {@code path}, and remembers where it is from; {@code null} takes it back. */
    <T> void set(Consumer<@Nullable T> setter, @Nullable T value, String path, Directive origin) {
        setter.accept(value);
        if (value == null) {
            byPath.remove(path);
        } else {
            byPath.put(path, origin);
        }
    }

    void put(String path, Directive origin) {
        byPath.put(path, origin);
    }

    /** Takes over all of {@code others}. */
    void putAll(Origins others) {
        byPath.putAll(others.byPath);
    }

    /** Takes over those of an object that is at {@code path} here. */
    void putAll(String path, Origins object) {
        object.byPath.forEach((inner, origin) -> byPath.put(path + "." + inner, origin));
    }

    @Nullable
    Directive of(String path) {
        return byPath.get(path);
    }
}
