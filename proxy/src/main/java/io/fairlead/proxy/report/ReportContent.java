package io.fairlead.proxy.report;

import io.fairlead.api.v1alpha1.BackendStatus;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ListenerStatus;
import io.fairlead.api.v1alpha1.ProxyReportStatus;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.config.ConfigVersion;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.snapshot.Refusal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of a snapshot. Of endpoints it has {@value #MAX_ENDPOINTS} at most, the worst first, of equals in the
 * configuration's order; a backend whose servers have not been looked up yet is left out.
 */
final class ReportContent {

    private static final int MAX_ENDPOINTS = 100;
    private static final int MAX_REFUSAL = 4096;

    private static final Comparator<Member> WORST_FIRST =
            Comparator.comparing(Member::state, EndpointState.WORST_FIRST);

    private ReportContent() {}

    /** Returns it without a time of renewal; {@code null} where there is nothing to say: no configuration was given yet. */
    static @Nullable ProxyReportStatus of(ProxySnapshot snapshot) {
        ConfigVersion running = version(snapshot.config());
        Refusal refusal = snapshot.refusal();
        if (running == null && refusal == null) {
            return null;
        }
        ConfigVersion refused = refusal == null ? null : refusal.version();
        ConfigVersion first = running == null ? refused : running;
        String uid = first == null ? null : first.uid();
        return new ProxyReportStatus(
                uid,
                running == null ? null : running.generation(),
                refused == null || !refused.uid().equals(uid) ? null : refused.generation(),
                refusal == null ? null : shortened(refusal.reason()),
                null,
                snapshot.listeners().stream()
                        .map(listener -> new ListenerStatus(
                                listener.config().name(), listener.address().getPort(), null))
                        .toList(),
                backends(snapshot.pools()));
    }

    private static @Nullable ConfigVersion version(@Nullable GrpcLoadBalancer config) {
        return config == null ? null : ConfigVersion.of(config);
    }

    private static List<BackendStatus> backends(List<BackendPool> pools) {
        Set<Member> told = pools.stream()
                .flatMap(pool -> pool.members().stream())
                .sorted(WORST_FIRST)
                .limit(MAX_ENDPOINTS)
                .collect(Collectors.toCollection(HashSet::new));
        return pools.stream()
                .filter(BackendPool::discovered)
                .map(pool -> backend(pool, told))
                .toList();
    }

    private static BackendStatus backend(BackendPool pool, Set<Member> told) {
        return new BackendStatus(
                pool.name(),
                pool.unresolved(),
                pool.healthy(),
                pool.members().size(),
                pool.members().stream()
                        .filter(told::contains)
                        .sorted(WORST_FIRST)
                        .map(Member::status)
                        .toList());
    }

    private static String shortened(String text) {
        return text.length() <= MAX_REFUSAL ? text : text.substring(0, MAX_REFUSAL - 3) + "...";
    }
}
