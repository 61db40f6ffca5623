package io.fairlead.proxy.balance.simulation;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.HashType;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm with its settings.
 *
 * @param name as the report has it
 * @param balance what a backend's {@code balance} would say
 * @param limit how many connections a server may have
 */
record Policy(String name, Balance balance, int limit) {

    static final Duration SLOW_START = Duration.ofSeconds(10);

    static List<Policy> all() {
        return List.of(
                unlimited("RoundRobin", Algorithm.RoundRobin, null),
                unlimited("StaticRoundRobin", Algorithm.StaticRoundRobin, null),
                unlimited("LeastConnections", Algorithm.LeastConnections, null),
                unlimited("Random, 2 draws", Algorithm.Random, null),
                unlimited("Source, MapBased", Algorithm.Source, new HashSettings(HashType.MapBased, null, null)),
                unlimited("Source, Consistent", Algorithm.Source, null),
                unlimited("Source, Consistent, bound 125 %", Algorithm.Source, new HashSettings(null, 125, null)),
                new Policy("First, limit 40", balance(Algorithm.First, null), 40));
    }

    private static Policy unlimited(String name, Algorithm algorithm, @Nullable HashSettings hash) {
        return new Policy(name, balance(algorithm, hash), Integer.MAX_VALUE);
    }

    private static Balance balance(Algorithm algorithm, @Nullable HashSettings hash) {
        return BalanceBuilder.builder()
                .algorithm(algorithm)
                .hash(hash)
                .slowStart(SLOW_START)
                .build();
    }
}
