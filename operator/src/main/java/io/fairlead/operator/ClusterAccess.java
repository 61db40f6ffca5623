package io.fairlead.operator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.io.File;
import java.util.Collection;
import java.util.List;

/**
 * The way to the cluster: that of the current kubeconfig, else the one that this process runs in. Fields that a newer CRD has are not read: one
 * resource that has them must not keep the operator from all others.
 */
final class ClusterAccess {

    /** A reconciliation that fails is tried again as a whole, and informers go on by themselves. */
    private static final int RETRIES = 2;

    private static final String VARIABLE = "KUBECONFIG";

    private ClusterAccess() {}

    /**
     * Opens a client after it saw that the API server answers and serves fairlead's resources.
     *
     * @param interceptor is told of all requests
     */
    static KubernetesClient open(Interceptor interceptor) throws UnusableClusterException {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config())
                .withKubernetesSerialization(new KubernetesSerialization(
                        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), true))
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("fairlead", interceptor))
                .build();
        try {
            check(client);
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
        String named = System.getenv(VARIABLE);
        Collection<String> files = Config.getKubeconfigFilenames();
        if (named != null && files.stream().noneMatch(file -> new File(file).canRead())) {
            throw new UnusableClusterException(
                    "%s: %s (expected: a kubeconfig that can be read)".formatted(VARIABLE, named));
        }
        try {
            Config config = Config.autoConfigure(null);
            config.setRequestRetryBackoffLimit(RETRIES);
            return config;
        } catch (RuntimeException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UnusableClusterException(
                    "%s: %s (expected: a kubeconfig)".formatted(String.join(File.pathSeparator, files), problem));
        }
    }

    private static void check(KubernetesClient client) throws UnusableClusterException {
        client.getKubernetesVersion();
        for (Class<? extends HasMetadata> type : List.of(GrpcLoadBalancer.class, ProxyReport.class)) {
            if (!client.supports(type)) {
                throw new UnusableClusterException(
                        "the Kubernetes API at %s does not serve %s (expected: fairlead's CRDs, of %s)"
                                .formatted(
                                        client.getMasterUrl(),
                                        HasMetadata.getFullResourceName(type),
                                        HasMetadata.getApiVersion(type)));
            }
        }
    }
}
