package io.fairlead.bench.contestant;

import io.fairlead.bench.lab.Lab;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** No proxy: clients connect to the first server itself. What load and server can do at most, and cost. */
final class Direct implements Contestant {

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public boolean isProxy() {
        return false;
    }

    @Override
    public Front launch(Lab lab, Mode mode, List<InetSocketAddress> servers) {
        return new Way(servers.getFirst());
    }

    private record Way(InetSocketAddress address) implements Front {

        @Override
        public void awaitReady() {}

        @Override
        public List<Long> pids() {
            return List.of();
        }

        @Override
        public Duration cpu() {
            return Duration.ZERO;
        }

        @Override
        public long residentBytes() {
            return 0;
        }

        @Override
        public void checkAlive() {}

        @Override
        public void close() {}
    }
}
