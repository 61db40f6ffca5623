package io.fairlead.proxy.admin;

import io.fairlead.proxy.backend.BackendPool;
import io.fairlead.proxy.snapshot.ProxySnapshot;
import io.fairlead.proxy.tcp.ConnectionListener;
import io.fairlead.proxy.tcp.ConnectionRecord;
import io.fairlead.proxy.tcp.Termination;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Counts the connections that ended, by listener, backend and how they ended. Event loops share it without a lock. */
final class ConnectionCounters implements ConnectionListener {

    private record Series(String listener, String backend, Termination termination) {}

    private final MeterRegistry registry;
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    ConnectionCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void closed(ConnectionRecord connection) {
        counter(new Series(connection.listener(), connection.backend(), connection.termination()))
                .increment();
    }

    /**
     * Adds counters for each listener of {@code snapshot} and its backend, so that they begin at 0, and removes those whose listener
     * or backend is gone. Where both stay, counters stay: connections may still end that began before the listener got another
     * backend.
     */
    void update(ProxySnapshot snapshot) {
        Set<String> listeners = snapshot.listeners().stream()
                .map(listener -> listener.config().name())
                .collect(Collectors.toSet());
        Set<String> backends = snapshot.pools().stream().map(BackendPool::name).collect(Collectors.toSet());
        for (Series series : counters.keySet()) {
            if (!listeners.contains(series.listener()) || !backends.contains(series.backend())) {
                remove(series);
            }
        }
        snapshot.listeners().forEach(listener -> add(listener.config().name(), listener.backend()));
    }

    private void add(String listener, String backend) {
        for (Termination termination : Termination.values()) {
            counter(new Series(listener, backend, termination));
        }
    }

    private Counter counter(Series series) {
        Counter known = counters.get(series);
        return known == null ? counters.computeIfAbsent(series, this::register) : known;
    }

    private Counter register(Series series) {
        return Counter.builder("fairlead.connections.closed")
                .description("Connections that ended, by how they ended.")
                .tag("listener", series.listener())
                .tag("backend", series.backend())
                .tag("termination", series.termination().letters())
                .register(registry);
    }

    private void remove(Series series) {
        counters.computeIfPresent(series, (key, counter) -> {
            registry.remove(counter);
            return null;
        });
    }
}
