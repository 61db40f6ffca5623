package io.fairlead.operator.status;

import io.fairlead.api.v1alpha1.EndpointStatus;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which endpoint of a backend it is, whoever tells of it. */
record EndpointKey(@Nullable String name, String address, int port) implements Comparable<EndpointKey> {

    private static final Comparator<EndpointKey> ORDER = Comparator.comparing(
                    EndpointKey::name, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(EndpointKey::address)
            .thenComparingInt(EndpointKey::port);

    static EndpointKey of(EndpointStatus endpoint) {
        String name = endpoint.name();
        return new EndpointKey(
                name == null ? null : Text.line(name, Text.NAME),
                Text.line(endpoint.address(), Text.ADDRESS),
                endpoint.port());
    }

    @Override
    public int compareTo(EndpointKey other) {
        return ORDER.compare(this, other);
    }
}
