package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.client.UnusableClusterException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By which a second demo on the same cluster knows of the first. It is where nodes have theirs: that namespace every cluster has. */
final class DemoLease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DemoLease.class);
    private static final String NAMESPACE = "kube-node-lease";
    private static final Duration LIFETIME = Duration.ofSeconds(40);
    private static final Duration RENEWAL = Duration.ofSeconds(10);

    private final Resource<Lease> resource;
    private final String identity = UUID.randomUUID().toString();
    private final Thread renewals;

    private DemoLease(KubernetesClient client) {
        resource = client.leases().inNamespace(NAMESPACE).withName(DemoCluster.NODE);
        renewals = Thread.ofVirtual().unstarted(this::renewForEver);
    }

    /**
     * Takes it.
     *
     * @throws UnusableClusterException where a demo has it, or one had it that was killed a moment ago
     */
    static DemoLease acquire(KubernetesClient client) throws UnusableClusterException {
        DemoLease lease = new DemoLease(client);
        Lease existing = lease.resource.get();
        try {
            if (existing == null) {
                client.resource(lease.toLease()).create();
            } else if (expired(existing)) {
                Lease taken = lease.toLease();
                taken.getMetadata().setResourceVersion(existing.getMetadata().getResourceVersion());
                client.resource(taken).update();
            } else {
                throw taken(client);
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw taken(client);
            }
            throw e;
        }
        lease.renewals.start();
        return lease;
    }

    private static UnusableClusterException taken(KubernetesClient client) {
        return new UnusableClusterException(
                "the cluster at %s: another demo runs there, or was killed less than %d s ago (expected: none)"
                        .formatted(client.getMasterUrl(), LIFETIME.toSeconds()));
    }

    private static boolean expired(Lease lease) {
        ZonedDateTime renewed = lease.getSpec().getRenewTime();
        return renewed == null || renewed.plus(LIFETIME).isBefore(ZonedDateTime.now(ZoneOffset.UTC));
    }

    private Lease toLease() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(DemoCluster.NODE)
                .endMetadata()
                .withSpec(new LeaseSpecBuilder()
                        .withHolderIdentity(identity)
                        .withLeaseDurationSeconds(Math.toIntExact(LIFETIME.toSeconds()))
                        .withRenewTime(now)
                        .build())
                .build();
    }

    private void renewForEver() {
        try {
            while (true) {
                Thread.sleep(RENEWAL);
                renew();
            }
        } catch (InterruptedException e) {
            log.atDebug().setMessage("lease is not renewed any more").log();
        }
    }

    private void renew() {
        try {
            resource.edit(lease -> new LeaseBuilder(lease)
                    .editSpec()
                    .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                    .endSpec()
                    .build());
        } catch (KubernetesClientException e) {
            log.atWarn()
                    .setMessage("lease is not renewed")
                    .addKeyValue("reason", e.getMessage())
                    .log();
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        renewals.interrupt();
        resource.delete();
    }
}
