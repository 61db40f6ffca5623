package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The candidate at the key's place in a table, in which each stands as often as its weight says; slow start does not count. Where
 * the table changes its size most keys move. A pick is O(1).
 */
final class MapBalancer implements Balancer {

    private final Candidate[] candidates;
    private final int[] table;

    MapBalancer(List<Candidate> candidates) {
        this.candidates = candidates.toArray(Candidate[]::new);
        table = SmoothOrder.whole(
                candidates.stream().mapToLong(Candidate::weight).toArray());
    }

    @Override
    public @Nullable Candidate pick(Keyed keyed, Set<Endpoint> tried) {
        if (table.length == 0) {
            return null;
        }
        int place = (int) Long.remainderUnsigned(Hash.of(keyed.hashKey()), table.length);
        for (int i = 0; i < table.length; i++) {
            Candidate candidate = candidates[table[(place + i) % table.length]];
            if (!tried.contains(candidate.endpoint())) {
                return candidate;
            }
        }
        return candidates[table[place]];
    }
}
