package io.fairlead.proxy.health;

import io.fairlead.api.v1alpha1.Backend;
import io.fairlead.api.v1alpha1.HealthCheck;
import io.fairlead.api.v1alpha1.HealthCheckType;
import io.fairlead.proxy.transport.Transport;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the probes that backends ask for. */
@FunctionalInterface
public interface Probes {

    /** Returns the probe that {@code check}, of {@code backend}, describes; it may be started any number of times. */
    Probe of(Backend backend, HealthCheck check);

    /** Returns what makes probes whose connections live on {@code loop}, on which they are started. */
    static Probes on(Transport transport, EventLoop loop) {
        ProbePace pace = new ProbePace(loop);
        return (backend, check) -> {
            ProbeConnection connection = new ProbeConnection(transport, loop, backend, check);
            Probe probe = check.typeOrDefault() == HealthCheckType.GRPC
                    ? new GrpcProbe(connection, check.grpc())
                    : new TcpProbe(connection);
            return (InetSocketAddress target, Duration timeout, Consumer<@Nullable ProbeResult> result) ->
                    pace.start(() -> probe.start(target, timeout, result));
        };
    }
}
