package io.fairlead.demo.net;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the cluster IP of each Service, and passes connections on to its ready endpoints, as EndpointSlices tell them. As on a
 * cluster a change may have its effect some time later, and connections that are open stay.
 */
public final class ServiceForwarding implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceForwarding.class);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);

    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofVirtual().name("forwarding").factory());

    /** Used on the executor's thread alone, and when it has ended. */
    private final Map<InetSocketAddress, PortForwarder> forwarders = new HashMap<>();

    /** What has its effect now in each namespace, the last that changed at the end; used as the forwarders are. */
    private final Map<String, ServiceTable> tables = new LinkedHashMap<>();

    /** Where it is not zero, by namespace; guarded by this. */
    private final Map<String, Duration> delays = new HashMap<>();

    /** When the last change of a namespace that is known has its effect; guarded by this. */
    private final Map<String, Long> lastDueNanos = new HashMap<>();

    private ServiceForwarding(KubernetesClient client) {
        services = client.services().inAnyNamespace().runnableInformer(0);
        slices = client.discovery().v1().endpointSlices().inAnyNamespace().runnableInformer(0);
    }

    /**
     * Forwards from then on, without a delay.
     *
     * @param client may list and watch Services and EndpointSlices; it is not closed
     * @throws KubernetesClientException where the API server does not answer or refuses
     */
    public static ServiceForwarding start(KubernetesClient client) {
        ServiceForwarding forwarding = new ServiceForwarding(client);
        forwarding.services.addEventHandler(forwarding.new Changes<>()).run();
        forwarding.slices.addEventHandler(forwarding.new Changes<>()).run();
        return forwarding;
    }

    /**
     * Says how long after a change in a namespace it has its effect, for changes from now on.
     *
     * @throws IllegalArgumentException where it is not 0-3 s
     */
    public synchronized void delay(String namespace, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay: " + delay + " (expected: 0-3 s)");
        }
        delays.put(namespace, delay);
    }

    /** Remembers what is known now of a namespace, to have its effect later, and not before what was known earlier. */
    private synchronized void changed(String namespace) {
        ServiceTable table = ServiceTable.of(in(namespace, services), in(namespace, slices));
        long now = System.nanoTime();
        long delay = delays.getOrDefault(namespace, Duration.ZERO).toNanos();
        long wait = Math.max(delay, lastDueNanos.getOrDefault(namespace, now) - now);
        lastDueNanos.put(namespace, now + wait);
        try {
            executor.schedule(() -> apply(namespace, table), wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug()
                    .setMessage("forwarding has ended, a change is dropped")
                    .log();
        }
    }

    private static <T extends HasMetadata> List<T> in(String namespace, SharedIndexInformer<T> informer) {
        return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
    }

    private void apply(String namespace, ServiceTable table) {
        tables.remove(namespace);
        if (!table.targets().isEmpty()) {
            tables.put(namespace, table);
        }
        apply(ServiceTable.union(tables.values()));
    }

    private void apply(ServiceTable table) {
        forwarders.entrySet().removeIf(forwarder -> {
            boolean gone = !table.targets().containsKey(forwarder.getKey());
            if (gone) {
                close(forwarder.getValue());
            }
            return gone;
        });
        table.targets().forEach(this::forward);
    }

    private void forward(InetSocketAddress address, List<InetSocketAddress> targets) {
        PortForwarder existing = forwarders.get(address);
        if (existing != null) {
            existing.targets(targets);
            return;
        }
        try {
            forwarders.put(address, new PortForwarder(address, targets));
        } catch (IOException e) {
            log.atWarn()
                    .setMessage("a Service's address cannot be bound")
                    .addKeyValue("address", address)
                    .addKeyValue("reason", e.getMessage())
                    .log();
        }
    }

    private static void close(PortForwarder forwarder) {
        try {
            forwarder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes all sockets. */
    @Override
    public void close() {
        services.stop();
        slices.stop();
        executor.shutdownNow();
        executor.close();
        apply(new ServiceTable(Map.of()));
    }

    private final class Changes<T extends HasMetadata> implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T added) {
            changed(added.getMetadata().getNamespace());
        }

        @Override
        public void onUpdate(T before, T after) {
            changed(after.getMetadata().getNamespace());
        }

        @Override
        public void onDelete(T deleted, boolean unknown) {
            changed(deleted.getMetadata().getNamespace());
        }
    }
}
