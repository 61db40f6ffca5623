package io.fairlead.demo.net;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the cluster IP of each Service, and passes connections on to its ready endpoints, as EndpointSlices tell them. As on a
 * cluster a change has its effect some time later, and connections that are open stay.
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

    /** Guarded by this. */
    private Duration delay = Duration.ZERO;

    /** When the last change that is known has its effect; guarded by this. */
    private long lastDueNanos = System.nanoTime();

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
     * Says how long after a change it has its effect, for changes from now on.
     *
     * @throws IllegalArgumentException where it is not 0-3 s
     */
    public synchronized void delay(Duration now) {
        if (now.isNegative() || now.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay: " + now + " (expected: 0-3 s)");
        }
        delay = now;
    }

    /** Remembers what is known now, to have its effect later, and not before what was known earlier. */
    private synchronized void changed() {
        ServiceTable table =
                ServiceTable.of(services.getStore().list(), slices.getStore().list());
        long now = System.nanoTime();
        lastDueNanos = now + Math.max(delay.toNanos(), lastDueNanos - now);
        try {
            executor.schedule(() -> apply(table), lastDueNanos - now, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug()
                    .setMessage("forwarding has ended, a change is dropped")
                    .log();
        }
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
            changed();
        }

        @Override
        public void onUpdate(T before, T after) {
            changed();
        }

        @Override
        public void onDelete(T deleted, boolean unknown) {
            changed();
        }
    }
}
