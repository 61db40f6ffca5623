package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What one client's address may do. What is beyond is closed at once.
 *
 * @param maxConnections how many connections it may have at a time; omitted: no limit
 * @param rate how fast it may open connections; omitted: no limit
 * @param size how many addresses are remembered; where there are more, the one not seen for the longest time is forgotten, but none that has connections; omitted: 100000
 */
@ValidationRule(
        value = "!has(self.size) || has(self.maxConnections) || has(self.rate)",
        fieldPath = ".size",
        message = "expected: only with maxConnections or rate",
        messageExpression =
                "'%d without maxConnections and rate (expected: only with maxConnections or rate)'.format([self.size])")
public record SourceLimits(
        @Nullable @Min(1) @Max(1_000_000) @Haproxy("tcp-request connection reject if { src_conn_cur gt N }")
        Integer maxConnections,

        @Nullable @Haproxy("tcp-request connection reject if { src_conn_rate gt N }")
        ConnectionRate rate,

        @Nullable @Min(1) @Max(10_000_000) @Haproxy("stick-table size")
        Integer size) {

    private static final int DEFAULT_SIZE = 100_000;

    public int sizeOrDefault() {
        return size == null ? DEFAULT_SIZE : size;
    }
}
