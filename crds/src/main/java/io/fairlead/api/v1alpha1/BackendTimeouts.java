package io.fairlead.api.v1alpha1;

import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a backend's servers are waited for.
 *
 * @param connect for a connection to be established, HAProxy's {@code timeout connect}; omitted: 5s
 * @param server the longest inactivity on the server's side, HAProxy's {@code timeout server}; omitted: no limit
 */
public record BackendTimeouts(
        @Nullable
        @DurationString
        @SchemaFrom(type = String.class)
        @Pattern(DurationString.PATTERN)
        @Size(max = 32)
        @ValidationRule(value = DurationString.BOUNDED, message = DurationString.BOUNDED_MESSAGE)
        @ValidationRule(value = DurationString.POSITIVE, message = DurationString.POSITIVE_MESSAGE)
        Duration connect,

        @Nullable
        @DurationString
        @SchemaFrom(type = String.class)
        @Pattern(DurationString.PATTERN)
        @Size(max = 32)
        @ValidationRule(value = DurationString.BOUNDED, message = DurationString.BOUNDED_MESSAGE)
        @ValidationRule(value = DurationString.POSITIVE, message = DurationString.POSITIVE_MESSAGE)
        Duration server) {}
