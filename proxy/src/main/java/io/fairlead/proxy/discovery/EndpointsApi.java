package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.Collection;
import java.util.List;

/**
 * An API that tells the endpoints of a Service.
 *
 * @param <T> the objects that it tells them in
 */
sealed interface EndpointsApi<T extends HasMetadata> permits EndpointSlicesApi, EndpointsV1Api {

    /**
     * Returns the best one that the API server serves. Asks it, and waits for the answer.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException where it does not answer
     */
    static EndpointsApi<?> servedBy(KubernetesClient client) {
        return client.supports(EndpointSlice.class) ? new EndpointSlicesApi() : new EndpointsV1Api();
    }

    /** Returns what the objects are called. */
    String kind();

    /** Returns the objects that tell of the Service of that name. */
    FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> objects(
            KubernetesClient client, String namespace, String service);

    /** Returns the servers behind the Service's port of that name, {@code ""} where it has none; each address once, sorted. */
    List<Target> targets(Collection<T> objects, String port);
}
