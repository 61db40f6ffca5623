package io.fairlead.operator.status;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ready proxies see of the backends, put together. A backend that none of them tells of is left out. */
final class BackendSummary {

    /** How many endpoints are listed over all backends; the counts are of all. */
    static final int LISTED = 100;

    private final Facts facts;
    private final List<MergedBackend> backends;

    BackendSummary(Facts facts) {
        this.facts = facts;
        backends = facts.spec().backends().stream()
                .map(backend -> BackendView.of(backend, facts.readyReports()))
                .filter(view -> !view.untold())
                .map(MergedBackend::of)
                .toList();
    }

    /** Returns the backends in the spec's order with the worst endpoints of them all, {@code null} where nothing is told. */
    @Nullable
    List<BackendStatus> statuses() {
        if (backends.isEmpty()) {
            return null;
        }
        Map<String, List<EndpointStatus>> worst = worst();
        return backends.stream()
                .map(backend -> backend.status(worst.getOrDefault(backend.name(), List.of())))
                .toList();
    }

    /**
     * Returns how many endpoints are up of how many there are, such as {@code 2/3}, over the backends that take traffic; {@code null} where nothing
     * is told of them.
     */
    @Nullable
    String ready() {
        List<MergedBackend> used = backends.stream()
                .filter(backend -> facts.usedBackends().contains(backend.view().backend()))
                .toList();
        return used.isEmpty()
                ? null
                : used.stream().mapToLong(MergedBackend::healthy).sum() + "/"
                        + used.stream().mapToLong(MergedBackend::total).sum();
    }

    private Map<String, List<EndpointStatus>> worst() {
        return backends.stream()
                .flatMap(backend -> backend.endpoints().stream().map(endpoint -> new Row(backend.name(), endpoint)))
                .sorted(Comparator.comparing(Row::endpoint, SeenEndpoint.WORST_STATE_FIRST))
                .limit(LISTED)
                .collect(groupingBy(Row::backend, mapping(row -> row.endpoint().merged(), toList())));
    }

    private record Row(String backend, SeenEndpoint endpoint) {}
}
