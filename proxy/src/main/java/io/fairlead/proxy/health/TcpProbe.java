package io.fairlead.proxy.health;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's {@code tcp-check connect}: a TCP connection that is closed as soon as it is established. It asks the kernel only: a process
 * that hangs, but whose kernel accepts, passes.
 */
final class TcpProbe implements Probe {

    private final ProbeConnection connection;

    TcpProbe(ProbeConnection connection) {
        this.connection = connection;
    }

    @Override
    public void start(InetSocketAddress target, Duration timeout, Consumer<@Nullable ProbeResult> result) {
        connection.open(
                target,
                timeout,
                (channel, left) -> {
                    channel.close();
                    result.accept(ProbeResult.OK);
                },
                result);
    }
}
