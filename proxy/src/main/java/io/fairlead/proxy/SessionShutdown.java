package io.fairlead.proxy;

import static java.util.stream.Collectors.toSet;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.OnMarkedDown;
import io.fairlead.api.v1alpha1.OnMarkedUp;
import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.tcp.ServerMark;
import io.fairlead.proxy.tcp.SessionRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections when servers change their state, where {@code onMarkedDown} and {@code onMarkedUp} ask for it. A server that is put
 * under maintenance goes down, one that comes back from it comes up, as in HAProxy; one that leaves the backend, or is new, does neither.
 */
final class SessionShutdown {

    private final SessionRegistry sessions;

    SessionShutdown(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /** Is called once {@code after} is published in the place of {@code before}, so that clients that come back do not get the same servers. */
    void published(BackendPool before, BackendPool after) {
        HealthCheck check = after.config().healthCheck();
        if (check == null) {
            return;
        }
        boolean down = check.onMarkedDownOrDefault() == OnMarkedDown.ShutdownSessions;
        boolean up = check.onMarkedUpOrDefault() == OnMarkedUp.ShutdownBackupSessions;
        if (!down && !up) {
            return;
        }
        Map<Endpoint, EndpointState> known = new HashMap<>();
        before.members().forEach(member -> known.put(member.endpoint(), member.state()));
        if (down) {
            shut(after, member -> wasUp(known.get(member.endpoint())) && isOut(member.state()), ServerMark.DOWN);
        }
        if (up && after.members().stream().anyMatch(member -> cameUp(known.get(member.endpoint()), member))) {
            shut(after, member -> member.settings().backup(), ServerMark.UP);
        }
    }

    private static boolean wasUp(@Nullable EndpointState before) {
        return before == EndpointState.Up || before == EndpointState.Drain;
    }

    private static boolean isOut(@Nullable EndpointState now) {
        return now == EndpointState.Down || now == EndpointState.Maintenance;
    }

    private static boolean cameUp(@Nullable EndpointState before, Member now) {
        return isOut(before)
                && now.state() == EndpointState.Up
                && !now.settings().backup();
    }

    private void shut(BackendPool pool, Predicate<Member> which, ServerMark mark) {
        Set<Endpoint> servers =
                pool.members().stream().filter(which).map(Member::endpoint).collect(toSet());
        if (!servers.isEmpty()) {
            sessions.endOn(servers, mark);
        }
    }
}
