package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * EndpointSlices of {@code discovery.k8s.io/v1}. An endpoint is a target while it is ready and does not terminate. What a condition does
 * not say is taken as the API has it: an endpoint is ready where it serves, it serves, and it does not terminate. A Service that publishes
 * addresses that are not ready has them called ready, though they do not serve: they are targets, until they terminate.
 */
final class EndpointSlicesApi implements EndpointsApi<EndpointSlice> {

    private static final String SERVICE_LABEL = "kubernetes.io/service-name";

    @Override
    public String kind() {
        return "EndpointSlice";
    }

    @Override
    public FilterWatchListDeletable<EndpointSlice, EndpointSliceList, ?> objects(
            KubernetesClient client, String namespace, String service) {
        return client.discovery().v1().endpointSlices().inNamespace(namespace).withLabel(SERVICE_LABEL, service);
    }

    @Override
    public List<Target> targets(Collection<EndpointSlice> slices, String port) {
        TargetList targets = new TargetList();
        for (EndpointSlice slice : slices) {
            for (EndpointPort candidate : listed(slice.getPorts())) {
                if (candidate.getPort() != null
                        && ServicePorts.isThat(candidate.getName(), candidate.getProtocol(), port)) {
                    addReady(listed(slice.getEndpoints()), candidate.getPort(), targets);
                }
            }
        }
        return targets.sorted();
    }

    /** The slice of a Service that selects nothing has {@code null} for both lists. */
    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Of several addresses of one endpoint only the first one has a meaning. */
    private static void addReady(List<Endpoint> endpoints, int port, TargetList targets) {
        for (Endpoint endpoint : endpoints) {
            if (takesConnections(endpoint.getConditions())
                    && !endpoint.getAddresses().isEmpty()) {
                targets.add(endpoint.getAddresses().getFirst(), port, endpoint.getTargetRef());
            }
        }
    }

    private static boolean takesConnections(@Nullable EndpointConditions conditions) {
        if (conditions == null) {
            return true;
        }
        boolean serving = !Boolean.FALSE.equals(conditions.getServing());
        boolean ready = conditions.getReady() == null ? serving : conditions.getReady();
        boolean terminating = Boolean.TRUE.equals(conditions.getTerminating());
        return ready && !terminating;
    }
}
