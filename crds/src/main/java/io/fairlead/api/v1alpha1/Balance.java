package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a backend's connections, or RPCs, are spread over its servers.
 *
 * @param algorithm how a server is picked, among those that are up
 * @param draws how many servers Random and LeastRequests draw to take the least loaded of; omitted: 2
 * @param hash how Source hashes; omitted: as if each of its fields were
 * @param slowStart how long the weight of a server that came up, and the limit of its connections, take to grow to the whole, evenly. It does not
 *     apply when the proxy starts; omitted: they are whole at once
 * @param allBackups whether all backup servers are used where no other is up, instead of the first of them alone; omitted: {@code false}
 */
@ValidationRule(
        value = "!has(self.draws) || self.algorithm in ['Random', 'LeastRequests']",
        fieldPath = ".draws",
        message = "expected: only with algorithm Random or LeastRequests",
        messageExpression =
                "'set with algorithm ' + self.algorithm + ' (expected: only with algorithm Random or LeastRequests)'")
@ValidationRule(
        value = "!has(self.hash) || self.algorithm == 'Source'",
        fieldPath = ".hash",
        message = "expected: only with algorithm Source",
        messageExpression = "'set with algorithm ' + self.algorithm + ' (expected: only with algorithm Source)'")
public record Balance(
        @Required @Haproxy("balance") Algorithm algorithm,

        @Nullable @Min(1) @Max(100) @Haproxy("balance random(DRAWS)")
        Integer draws,

        @Nullable @Haproxy("hash-type") HashSettings hash,
        @Nullable @DurationString @Haproxy("slowstart") Duration slowStart,
        @Nullable @Haproxy("option allbackups") Boolean allBackups) {

    /** What applies where none is given. */
    public static final Balance DEFAULT = new Balance(Algorithm.RoundRobin, null, null, null, null);

    private static final int DEFAULT_DRAWS = 2;

    public int drawsOrDefault() {
        return draws == null ? DEFAULT_DRAWS : draws;
    }

    public HashSettings hashOrDefault() {
        return hash == null ? HashSettings.DEFAULT : hash;
    }

    public boolean allBackupsOrDefault() {
        return allBackups != null && allBackups;
    }
}
