package io.fairlead.api.v1alpha1;

import java.util.Comparator;
import java.util.List;

/** Whether an endpoint gets new connections. */
public enum EndpointState {
    /** It gets new connections. */
    @Haproxy("UP")
    Up,
    /** It gets none; established ones go on. */
    @Haproxy("DOWN")
    Down,
    /** Its user lets it drain, or gave it a weight of 0: it is up, and gets no new connections but those of clients that stick to it. */
    @Haproxy("DRAIN")
    Drain,
    /** Its user took it out: it is not probed, and gets none. */
    @Haproxy("MAINT")
    Maintenance;

    /** In the order in which a person has to look at them: what is down first, then what its user has a hand in, and what is up last. */
    public static final Comparator<EndpointState> WORST_FIRST =
            Comparator.comparingInt(List.of(Down, Maintenance, Drain, Up)::indexOf);
}
