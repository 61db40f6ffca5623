package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of what a machine has, in Kubernetes' quantities.
 *
 * @param cpu processors, such as {@code 2} or {@code 500m}; omitted: none is named
 * @param memory bytes, such as {@code 256Mi}; omitted: none is named
 */
@Haproxy(Haproxy.NONE)
public record ResourceAmounts(
        @Nullable @Min(0) @Max(1024) @Pattern(Patterns.QUANTITY) @Size(min = 1, max = 32)
        IntOrString cpu,

        @Nullable @Min(0) @Max(Integer.MAX_VALUE) @Pattern(Patterns.QUANTITY) @Size(min = 1, max = 32)
        IntOrString memory) {}
