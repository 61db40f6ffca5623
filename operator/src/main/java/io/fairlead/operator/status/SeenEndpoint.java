package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An endpoint as some proxies see it. It is down where it is for one of them: that is what a person has to look at.
 *
 * @param views what each of them says of it, in the order of their names
 */
record SeenEndpoint(EndpointKey key, List<EndpointStatus> views) {

    /** Those that are down come first, then those that are up on the fewest proxies. */
    static final Comparator<SeenEndpoint> DOWN_FIRST =
            Comparator.comparing(SeenEndpoint::isDown).reversed().thenComparingInt(SeenEndpoint::upOn);

    /** {@link #DOWN_FIRST}, in an order that does not depend on who tells of them. */
    static final Comparator<SeenEndpoint> WORST_FIRST = DOWN_FIRST.thenComparing(SeenEndpoint::key);

    boolean isDown() {
        return upOn() < views.size();
    }

    int upOn() {
        return (int)
                views.stream().filter(view -> view.state() == EndpointState.Up).count();
    }

    EndpointStatus merged() {
        EndpointState state = isDown() ? EndpointState.Down : EndpointState.Up;
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

    /** It is down since it is for the first of them, and up since it is for the last. */
    private static Optional<Instant> since(EndpointState state, List<EndpointStatus> telling) {
        Comparator<Instant> order = state == EndpointState.Down ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return telling.stream()
                .map(view -> ReportAge.parse(view.since()))
                .filter(Objects::nonNull)
                .min(order);
    }
}
