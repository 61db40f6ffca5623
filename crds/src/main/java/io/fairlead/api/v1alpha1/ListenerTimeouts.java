package io.fairlead.api.v1alpha1;

import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a listener waits for its clients.
 *
 * @param client the longest inactivity on the client's side while it is expected to send or to take data; omitted: no limit
 */
public record ListenerTimeouts(
        @Nullable
        @DurationString
        @SchemaFrom(type = String.class)
        @Pattern(DurationString.PATTERN)
        @Size(max = 32)
        @ValidationRule(value = DurationString.BOUNDED, message = DurationString.BOUNDED_MESSAGE)
        @ValidationRule(value = DurationString.POSITIVE, message = DurationString.POSITIVE_MESSAGE)
        @Haproxy("timeout client")
        Duration client) {}
