package io.fairlead.bench.jmh;

import io.fairlead.api.v1alpha1.Algorithm;
import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.HashSettings;
import io.fairlead.api.v1alpha1.HashType;
import io.fairlead.api.v1alpha1.builder.BalanceBuilder;
import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.balance.Balancer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A balancer that all threads share, as the event loops do. */
@State(Scope.Benchmark)
public class Picks {

    @Param
    Picker picker = Picker.RoundRobin;

    @Param({"1", "3", "10", "100", "500", "2000"})
    int backends;

    @Param
    Weights weights = Weights.Equal;

    Balancer balancer = balancer(List.of());

    /** An algorithm as it is configured. */
    public enum Picker {
        RoundRobin(Algorithm.RoundRobin, null, null),
        StaticRoundRobin(Algorithm.StaticRoundRobin, null, null),
        LeastConnections(Algorithm.LeastConnections, null, null),
        Random(Algorithm.Random, null, null),
        First(Algorithm.First, null, null),
        SourceMapBased(Algorithm.Source, HashType.MapBased, null),
        SourceConsistent(Algorithm.Source, HashType.Consistent, null),
        SourceBounded(Algorithm.Source, HashType.Consistent, 125);

        private final Algorithm algorithm;
        private final @Nullable HashType type;
        private final @Nullable Integer balanceFactor;

        Picker(Algorithm algorithm, @Nullable HashType type, @Nullable Integer balanceFactor) {
            this.algorithm = algorithm;
            this.type = type;
            this.balanceFactor = balanceFactor;
        }

        private Balance balance() {
            return BalanceBuilder.builder()
                    .algorithm(algorithm)
                    .hash(type == null ? null : new HashSettings(type, balanceFactor, null))
                    .build();
        }
    }

    /** What share each backend has. */
    public enum Weights {
        Equal,
        /** Any of 1 to 256. */
        Different
    }

    /** Sets up the balancer that is measured. */
    @Setup
    public void create() {
        Random random = new Random(42);
        balancer = balancer(IntStream.range(0, backends)
                .mapToObj(i -> new Candidate(endpoint(i), weight(random), 100, Integer.MAX_VALUE))
                .toList());
    }

    private Balancer balancer(List<Candidate> candidates) {
        return Balancer.of(picker.balance(), candidates, 0);
    }

    private int weight(Random random) {
        return weights == Weights.Equal ? 1 : 1 + random.nextInt(256);
    }

    private static Endpoint endpoint(int i) {
        byte[] address = {10, 0, (byte) (i >>> 8), (byte) i};
        return new Endpoint("srv" + i, new InetSocketAddress(Addresses.of(address), 50051));
    }
}
