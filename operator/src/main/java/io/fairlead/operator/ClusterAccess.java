package io.fairlead.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyReport;
import io.fairlead.client.Kubeconfig;
import io.fairlead.client.UnusableClusterException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The way to the cluster: that of the current kubeconfig, else the one that this process runs in. */
final class ClusterAccess {

    /**
     * None: a reconciliation that fails is tried again as a whole, informers go on by themselves, and the lease must not be thought to be held for
     * longer than it is.
     */
    private static final int RETRIES = 0;

    /** An API server that only just learnt of CRDs, or only just started, asks to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Set<Integer> COME_BACK = Set.of(429, 503);

    private ClusterAccess() {}

    /**
     * Opens a client after it saw that the API server answers, and serves fairlead's resources to it.
     *
     * @param namespaces where they are asked for; empty: in all
     * @param interceptor is told of all requests
     */
    static KubernetesClient open(Set<String> namespaces, Interceptor interceptor) throws UnusableClusterException {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config())
                .withKubernetesSerialization(ClusterSerialization.create())
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("fairlead", interceptor))
                .build();
        try {
            checkPatiently(client, namespaces);
            return client;
        } catch (KubernetesClientException e) {
            client.close();
            throw UnusableClusterException.of(client.getMasterUrl(), e);
        } catch (UnusableClusterException e) {
            client.close();
            throw e;
        }
    }

    private static Config config() throws UnusableClusterException {
        try {
            Config config = Kubeconfig.current();
            config.setRequestRetryBackoffLimit(RETRIES);
            return config;
        } catch (IOException e) {
            throw new UnusableClusterException(String.valueOf(e.getMessage()));
        }
    }

    private static void checkPatiently(KubernetesClient client, Set<String> namespaces)
            throws UnusableClusterException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                check(client, namespaces);
                return;
            } catch (KubernetesClientException e) {
                if (!COME_BACK.contains(e.getCode()) || System.nanoTime() > end) {
                    throw e;
                }
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private static void check(KubernetesClient client, Set<String> namespaces) throws UnusableClusterException {
        for (Class<? extends HasMetadata> type : List.of(GrpcLoadBalancer.class, ProxyReport.class)) {
            if (!client.supports(type)) {
                throw new UnusableClusterException(
                        "the Kubernetes API at %s does not serve %s (expected: fairlead's CRDs, of %s)"
                                .formatted(
                                        client.getMasterUrl(),
                                        HasMetadata.getFullResourceName(type),
                                        HasMetadata.getApiVersion(type)));
            }
            list(client, type, namespaces);
        }
    }

    private static void list(KubernetesClient client, Class<? extends HasMetadata> type, Set<String> namespaces) {
        ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
        if (namespaces.isEmpty()) {
            client.resources(type).inAnyNamespace().list(one);
        }
        for (String namespace : namespaces) {
            client.resources(type).inNamespace(namespace).list(one);
        }
    }
}
