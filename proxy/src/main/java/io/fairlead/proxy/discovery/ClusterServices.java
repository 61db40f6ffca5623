package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.kubernetes.Reason;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Services of a cluster, through its API. */
public final class ClusterServices implements Services {

    private static final Logger log = LoggerFactory.getLogger(ClusterServices.class);
    private static final long RETRY_MILLIS = 1000;

    private final Cluster cluster;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}, as is {@link #failing}. */
    private @Nullable EndpointsApi<?> api;

    private boolean failing;

    public ClusterServices(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Discovery discovery(@Nullable String namespace, EventExecutor control, Consumer<Resolution> found) {
        String where = namespace == null ? cluster.client().getNamespace() : namespace;
        return new ServiceDiscovery(this, where, control, found);
    }

    Cluster cluster() {
        return cluster;
    }

    /** Returns the API that tells of endpoints; waits until the API server has answered, which it is asked to every second. */
    EndpointsApi<?> endpointsApi() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            EndpointsApi<?> known = api == null ? ask() : api;
            while (known == null) {
                Thread.sleep(RETRY_MILLIS);
                known = ask();
            }
            api = known;
            return known;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable EndpointsApi<?> ask() {
        try {
            EndpointsApi<?> served = EndpointsApi.servedBy(cluster.client());
            log.atInfo()
                    .setMessage("Kubernetes API answers")
                    .addKeyValue("api", cluster.client().getMasterUrl())
                    .addKeyValue("endpoints", served.kind())
                    .log();
            return served;
        } catch (KubernetesClientException e) {
            if (!failing) {
                failing = true;
                log.atWarn()
                        .setMessage("Kubernetes API does not answer, it is asked again every second")
                        .addKeyValue("api", cluster.client().getMasterUrl())
                        .addKeyValue("reason", Reason.of(e))
                        .log();
            }
            return null;
        }
    }
}
