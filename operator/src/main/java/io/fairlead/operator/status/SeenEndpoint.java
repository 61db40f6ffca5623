package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An endpoint as some proxies see it. Its state is the worst of what they see: that is what a person has to look at.
 *
 * @param views what each of them says of it, in the order of their names
 */
record SeenEndpoint(EndpointKey key, List<EndpointStatus> views) {

    /** By their states, and among those of one state those that are up on the fewest proxies first. */
    static final Comparator<SeenEndpoint> WORST_STATE_FIRST =
            Comparator.comparing(SeenEndpoint::state, EndpointState.WORST_FIRST).thenComparingInt(SeenEndpoint::upOn);

    /** {@link #WORST_STATE_FIRST}, in an order that does not depend on who tells of them. */
    static final Comparator<SeenEndpoint> WORST_FIRST = WORST_STATE_FIRST.thenComparing(SeenEndpoint::key);

    EndpointState state() {
        return views.stream()
                .map(EndpointStatus::state)
                .min(EndpointState.WORST_FIRST)
                .orElseThrow();
    }

    boolean isUp() {
        return state() == EndpointState.Up;
    }

    int upOn() {
        return (int) views.stream()
                .filter(view -> view.state() == EndpointState.Up || view.state() == EndpointState.Drain)
                .count();
    }

    EndpointStatus merged() {
        EndpointState state = state();
        List<EndpointStatus> telling =
                views.stream().filter(view -> view.state() == state).toList();
        EndpointStatus probed = telling.stream()
                .filter(view -> view.check() != null)
                .findFirst()
                .orElse(telling.getFirst());
        String message = probed.message();
        return new EndpointStatus(
                key.name(),
                key.address(),
                key.port(),
                state,
                probed.check(),
                message == null ? null : Text.line(message, Text.QUOTE),
                upOn(),
                views.size(),
                since(state, telling).map(Instant::toString).orElse(null));
    }

    /** It is up since it is for the last of them, and in another state since it is for the first. */
    private static Optional<Instant> since(EndpointState state, List<EndpointStatus> telling) {
        Comparator<Instant> order = state == EndpointState.Up ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return telling.stream()
                .map(view -> ReportAge.parse(view.since()))
                .filter(Objects::nonNull)
                .min(order);
    }
}
