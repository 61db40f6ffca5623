package io.fairlead.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease by which one replica of the operator works and the others wait.
 *
 * @param namespace where the lease is
 * @param identity what this replica calls itself; no other may
 */
record Leadership(String namespace, String identity) {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    /** Returns that of this process. */
    static Leadership of(String namespace) {
        String host = System.getenv("HOSTNAME");
        return new Leadership(namespace, (host == null ? "" : host + "_") + UUID.randomUUID());
    }

    /** Returns how to get the lease. {@code lost} is called once when this replica no longer has it; the process then has to end. */
    LeaderElectionConfiguration configuration(Runnable lost) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LoadBalancerOperator.NAME)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                // The library's own exit, from within a shutdown, would wait for itself.
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, lost, this::tell))
                .build();
    }

    /** Lets another replica have the lease at once, where this one has it still. To be called when nothing is written any more. */
    void release(KubernetesClient client) {
        Resource<Lease> resource = client.leases().inNamespace(namespace).withName(LoadBalancerOperator.NAME);
        try {
            Lease lease = resource.get();
            if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
                resource.patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"resourceVersion\": \"%s\"}, \"spec\": {\"holderIdentity\": \"\"}}"
                                .formatted(lease.getMetadata().getResourceVersion()));
            }
        } catch (KubernetesClientException e) {
            log.atWarn()
                    .setMessage("Lease not released, it has to expire")
                    .addKeyValue("error", e.getMessage())
                    .log();
        }
    }

    /** A lease that was released has no holder for a moment. */
    private void tell(@Nullable String leader) {
        if (leader == null || leader.isEmpty()) {
            return;
        }
        log.atInfo()
                .setMessage(identity.equals(leader) ? "This replica leads" : "Another replica leads")
                .addKeyValue("identity", leader)
                .log();
    }
}
