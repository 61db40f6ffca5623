package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.time.Duration;

/**
 * A rate of new connections.
 *
 * @param connections how many connections
 * @param period in how much time
 */
public record ConnectionRate(
        @Required @Min(1) @Max(1_000_000) @Haproxy("src_conn_rate")
        int connections,

        @Required @DurationString @Haproxy("stick-table store conn_rate(PERIOD)")
        Duration period) {}
