package io.fairlead.convert;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One port that {@code bind} binds.
 *
 * @param address an IP address; {@code null}: all of both families
 * @param port 1-65535
 */
record Bind(Directive origin, @Nullable String address, int port, Options options) {

    private static final Set<String> ALL_OF_A_FAMILY = Set.of("0.0.0.0", "::");

    /**
     * What {@code bind} says of its sockets.
     *
     * @param acceptProxy whether each connection begins with a PROXY header
     * @param maxConnections {@code null}: as the section says
     */
    record Options(
            @Nullable Integer maxConnections,
            @Nullable Integer backlog,
            boolean deferAccept,
            boolean acceptProxy,
            @Nullable Duration userTimeout) {}

    /** Whether this and {@code other} are all addresses of a port, each of a family: together they are one listener. */
    boolean completes(Bind other) {
        return port == other.port && ofAllAddresses(address) && ofAllAddresses(other.address);
    }

    private static boolean ofAllAddresses(@Nullable String address) {
        return address == null || ALL_OF_A_FAMILY.contains(address);
    }

    Bind ofAllAddresses() {
        return new Bind(origin, null, port, options);
    }
}
