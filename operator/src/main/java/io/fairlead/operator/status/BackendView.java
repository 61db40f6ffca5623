package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.EndpointStatus;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.api.v1alpha1.Unresolved;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A backend as some proxies see it.
 *
 * @param seen what each of them says of it
 */
record BackendView(Backend backend, List<BackendStatus> seen) {

    static BackendView of(Backend backend, List<ProxyReportStatus> reports) {
        return new BackendView(
                backend,
                reports.stream()
                        .flatMap(report -> report.backends() == null
                                ? null
                                : report.backends().stream()
                                        .filter(status -> backend.name().equals(status.name()))
                                        .limit(1))
                        .toList());
    }

    /** Whether no proxy tells of it. */
    boolean untold() {
        return seen.isEmpty();
    }

    /** Whether a proxy has an endpoint to send traffic to. */
    boolean served() {
        return seen.stream().anyMatch(status -> status.healthy() > 0);
    }

    /** Whether no proxy knows an endpoint. */
    boolean empty() {
        return seen.stream().allMatch(status -> status.total() <= 0);
    }

    /** Whether it is for what the spec says of them that no endpoint gets connections. */
    boolean takenOut() {
        List<EndpointState> states = seen.stream()
                .flatMap(status -> status.endpoints() == null ? null : status.endpoints().stream())
                .map(EndpointStatus::state)
                .toList();
        return !states.isEmpty()
                && states.stream()
                        .allMatch(state -> state == EndpointState.Drain || state == EndpointState.Maintenance);
    }

    /** Returns why its servers are not known, as the proxy says that knows least; static servers always are. */
    Optional<Unresolved> unresolved() {
        return backend.service() == null
                ? Optional.empty()
                : seen.stream()
                        .map(BackendStatus::unresolved)
                        .filter(Objects::nonNull)
                        .min(Unresolved::compareTo);
    }

    /** Returns an endpoint that is down, one with a probe's result before others. */
    Optional<EndpointStatus> worst() {
        List<EndpointStatus> down = seen.stream()
                .flatMap(status -> status.endpoints() == null ? null : status.endpoints().stream())
                .filter(endpoint -> endpoint.state() == EndpointState.Down)
                .toList();
        return down.stream()
                .filter(endpoint -> endpoint.check() != null)
                .findFirst()
                .or(() -> down.stream().findFirst());
    }
}
