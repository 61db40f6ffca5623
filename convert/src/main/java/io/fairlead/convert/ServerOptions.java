package io.fairlead.convert;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a server after its address, or of servers by {@code default-server}. */
final class ServerOptions {

    private final Map<SharedOption<?>, SharedOption.Value<?>> shared = new HashMap<>();
    boolean checked;
    boolean disabled;
    boolean backup;

    @Nullable
    Integer weight;

    @Nullable
    Integer maxConnections;

    /** Where fields of a server are from, but for those of its own line. */
    final Origins origins = new Origins();

    /** Returns the same, to go on with by itself. */
    ServerOptions copy() {
        ServerOptions copy = new ServerOptions();
        copy.shared.putAll(shared);
        copy.checked = checked;
        copy.disabled = disabled;
        copy.backup = backup;
        copy.weight = weight;
        copy.maxConnections = maxConnections;
        copy.origins.putAll(origins);
        return copy;
    }

    /** Sets {@code option}; {@code null} takes it back. */
    <T> void set(SharedOption<T> option, @Nullable T value, Directive origin) {
        if (value == null) {
            shared.remove(option);
        } else {
            shared.put(option, new SharedOption.Value<>(option, value, origin));
        }
    }

    SharedOption.@Nullable Value<?> get(SharedOption<?> option) {
        return shared.get(option);
    }
}
