package io.fairlead.proxy.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The meters of all things of one kind, which come and go; a thing is known by its tags. What holds for {@link MeterGroup} about
 * threads holds here.
 *
 * @param <V> what is known of each thing
 */
final class MeterGroups<V> {

    private final MeterRegistry registry;
    private final Consumer<MeterGroup<V>> meters;
    private final Map<Tags, MeterGroup<V>> groups = new HashMap<>();

    /**
     * Creates an empty set.
     *
     * @param meters adds the meters of a thing that has come
     */
    MeterGroups(MeterRegistry registry, Consumer<MeterGroup<V>> meters) {
        this.registry = registry;
        this.meters = meters;
    }

    /** Adds meters of those that came, removes those of the ones that went, and has the others read the new value. */
    void update(Map<Tags, V> values) {
        groups.entrySet().removeIf(entry -> {
            boolean gone = !values.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().remove();
            }
            return gone;
        });
        values.forEach((tags, value) ->
                groups.computeIfAbsent(tags, absent -> register(tags, value)).set(value));
    }

    private MeterGroup<V> register(Tags tags, V value) {
        MeterGroup<V> group = new MeterGroup<>(registry, tags, value);
        meters.accept(group);
        return group;
    }
}
