package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps clients on the server that they were given, in mode GRPC with each RPC, whatever the algorithm would say later. It is kept across changes of the configuration, in each
 * proxy for itself.
 *
 * @param key what a client is known by
 * @param size how many clients are remembered; where there are more, the one not seen for the longest time is forgotten
 * @param expire how long a client is remembered after its last connection, or RPC, began; omitted: until it is the oldest of too many
 */
public record StickTable(
        @Required @Haproxy("stick on") StickKey key,

        @Required @Min(1) @Max(10_000_000) @Haproxy("stick-table size")
        int size,

        @Nullable @DurationString @Haproxy("stick-table expire")
        Duration expire) {}
