package io.fairlead.proxy.backend;

import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.proxy.backend.BackendPool.Member;
import java.util.List;

/** Which of a backend's endpoints are picked among: backups only where nothing else is up. */
final class Candidates {

    private Candidates() {}

    /** Returns them in the order of {@code members}. */
    static List<Candidate> of(List<Member> members, boolean allBackups) {
        List<Candidate> active = up(members, false, Integer.MAX_VALUE);
        return active.isEmpty() ? up(members, true, allBackups ? Integer.MAX_VALUE : 1) : active;
    }

    private static List<Candidate> up(List<Member> members, boolean backup, int most) {
        return members.stream()
                .filter(member -> member.settings().backup() == backup && member.state() == EndpointState.Up)
                .limit(most)
                .map(Member::candidate)
                .toList();
    }
}
