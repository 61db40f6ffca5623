package io.fairlead.proxy.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one thing, which all read the value that was set last and have tags in common. Whoever sets and removes sees to
 * it that nobody reads the registry at that time.
 *
 * @param <V> what is known of the thing
 */
final class MeterGroup<V> {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private V value;

    MeterGroup(MeterRegistry registry, Tags tags, V value) {
        this.registry = registry;
        this.tags = tags;
        this.value = value;
    }

    /** Adds a value that goes up and down. */
    MeterGroup<V> gauge(String name, String description, ToDoubleFunction<V> function) {
        meters.add(Gauge.builder(name, () -> function.applyAsDouble(value))
                .description(description)
                .tags(tags)
                .register(registry));
        return this;
    }

    /** Adds a value that only goes up; {@code more} are names and values of further tags. */
    MeterGroup<V> counter(String name, String description, ToDoubleFunction<V> function, String... more) {
        meters.add(FunctionCounter.builder(name, this, group -> function.applyAsDouble(group.value))
                .description(description)
                .tags(tags.and(more))
                .register(registry));
        return this;
    }

    void set(V value) {
        this.value = value;
    }

    void remove() {
        meters.forEach(registry::remove);
    }
}
