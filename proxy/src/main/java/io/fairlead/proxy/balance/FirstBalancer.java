package io.fairlead.proxy.balance;

import io.fairlead.proxy.backend.Candidate;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.Keyed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first candidate that has room, in their order. A pick looks at those that are full, and one more. */
final class FirstBalancer implements Balancer {

    private final Candidate[] candidates;

    FirstBalancer(List<Candidate> candidates) {
        this.candidates = candidates.toArray(Candidate[]::new);
    }

    @Override
    public @Nullable Candidate pick(Keyed keyed, Set<Endpoint> tried) {
        Candidate again = null;
        for (Candidate candidate : candidates) {
            if (candidate.hasRoom()) {
                if (!tried.contains(candidate.endpoint())) {
                    return candidate;
                }
                again = again == null ? candidate : again;
            }
        }
        return again;
    }
}
