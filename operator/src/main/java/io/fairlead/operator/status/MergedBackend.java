package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * What several proxies see of a backend, put together.
 *
 * @param endpoints all that any of them lists, the worst first
 * @param healthy how many are up for all of them
 * @param total how many there are
 */
record MergedBackend(BackendView view, List<SeenEndpoint> endpoints, int healthy, int total) {

    /**
     * A proxy lists those that are not up, to a bound, and counts the others. Where each lists all that it sees the lists give the counts, by union;
     * beyond that the largest of the proxies' own counts does.
     */
    static MergedBackend of(BackendView view) {
        List<SeenEndpoint> endpoints = endpoints(view);
        int total = endpoints.size();
        int out = (int) endpoints.stream().filter(endpoint -> !endpoint.isUp()).count();
        for (BackendStatus seen : view.seen()) {
            int theirs = Math.max(0, seen.total());
            total = Math.max(total, theirs);
            out = Math.max(out, theirs - Math.clamp(seen.healthy(), 0, theirs));
        }
        return new MergedBackend(view, endpoints, total - out, total);
    }

    String name() {
        return view.backend().name();
    }

    /** Returns the status that lists {@code worst} of its endpoints. */
    BackendStatus status(List<EndpointStatus> worst) {
        return new BackendStatus(
                name(), view.unresolved().orElse(null), healthy, total, worst.isEmpty() ? null : worst);
    }

    private static List<SeenEndpoint> endpoints(BackendView view) {
        Map<EndpointKey, List<EndpointStatus>> views = new LinkedHashMap<>();
        for (BackendStatus seen : view.seen()) {
            eachOnce(seen)
                    .forEach((key, endpoint) -> views.computeIfAbsent(key, unseen -> new ArrayList<>())
                            .add(endpoint));
        }
        return views.entrySet().stream()
                .map(entry -> new SeenEndpoint(entry.getKey(), entry.getValue()))
                .sorted(SeenEndpoint.WORST_FIRST)
                .toList();
    }

    private static Map<EndpointKey, EndpointStatus> eachOnce(BackendStatus seen) {
        Map<EndpointKey, EndpointStatus> endpoints = new LinkedHashMap<>();
        if (seen.endpoints() != null) {
            seen.endpoints()
                    .forEach(endpoint -> endpoints.merge(
                            EndpointKey.of(endpoint),
                            endpoint,
                            BinaryOperator.minBy(
                                    Comparator.comparing(EndpointStatus::state, EndpointState.WORST_FIRST))));
        }
        return endpoints;
    }
}
