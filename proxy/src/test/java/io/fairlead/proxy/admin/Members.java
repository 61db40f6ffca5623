package io.fairlead.proxy.admin;

import io.fairlead.api.v1alpha1.CheckResult;
import io.fairlead.api.v1alpha1.EndpointState;
import io.fairlead.proxy.backend.BackendPool.Member;
import io.fairlead.proxy.backend.Endpoint;
import io.fairlead.proxy.backend.EndpointHealth;
import io.fairlead.proxy.backend.EndpointSettings;
import java.net.InetSocketAddress;
import java.time.Instant;

/** Makes members of backends for tests. */
final class Members {

    private static final Instant SINCE = Instant.parse("2026-11-22T10:15:42.123Z");

    private Members() {}

    static Endpoint endpoint(String name, String address) {
        return new Endpoint(name, new InetSocketAddress(address, 50051));
    }

    static Member up(Endpoint endpoint) {
        return up(endpoint, EndpointSettings.DEFAULT, 100);
    }

    static Member up(Endpoint endpoint, EndpointSettings settings, int throttle) {
        return new Member(
                endpoint, settings, new EndpointHealth(EndpointState.Up, CheckResult.L4OK, null, SINCE), throttle);
    }

    static Member down(Endpoint endpoint) {
        return new Member(
                endpoint,
                EndpointSettings.DEFAULT,
                new EndpointHealth(EndpointState.Down, CheckResult.L4CON, "Connection refused", SINCE),
                100);
    }
}
