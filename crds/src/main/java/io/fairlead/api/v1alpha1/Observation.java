package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * What clients' connections tell of a server's health, besides its probes.
 *
 * @param layer what is looked at
 * @param errorLimit how many errors in a row call for {@code onError}; omitted: 10
 * @param onError what happens then; omitted: {@link OnError#FailCheck}
 */
public record Observation(
        @Required @Haproxy("observe") ObservedLayer layer,

        @Nullable @Min(1) @Max(100_000) @Haproxy("error-limit")
        Integer errorLimit,

        @Nullable @Haproxy("on-error") OnError onError) {

    private static final int DEFAULT_ERROR_LIMIT = 10;

    public int errorLimitOrDefault() {
        return errorLimit == null ? DEFAULT_ERROR_LIMIT : errorLimit;
    }

    public OnError onErrorOrDefault() {
        return onError == null ? OnError.FailCheck : onError;
    }
}
