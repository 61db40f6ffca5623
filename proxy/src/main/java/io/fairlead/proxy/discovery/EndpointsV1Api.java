package io.fairlead.proxy.discovery;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.Collection;
import java.util.List;

/** Endpoints of {@code v1}, one object a Service, under its name: for API servers that do not serve EndpointSlices. */
final class EndpointsV1Api implements EndpointsApi<Endpoints> {

    @Override
    public String kind() {
        return "Endpoints";
    }

    @Override
    public FilterWatchListDeletable<Endpoints, EndpointsList, ?> objects(
            KubernetesClient client, String namespace, String service) {
        return client.endpoints().inNamespace(namespace).withField("metadata.name", service);
    }

    @Override
    public List<Target> targets(Collection<Endpoints> objects, String port) {
        TargetList targets = new TargetList();
        for (Endpoints endpoints : objects) {
            for (EndpointSubset subset : endpoints.getSubsets()) {
                for (EndpointPort candidate : subset.getPorts()) {
                    if (ServicePorts.isThat(candidate.getName(), candidate.getProtocol(), port)) {
                        addReady(subset, candidate.getPort(), targets);
                    }
                }
            }
        }
        return targets.sorted();
    }

    private static void addReady(EndpointSubset subset, int port, TargetList targets) {
        for (EndpointAddress address : subset.getAddresses()) {
            targets.add(address.getIp(), port, address.getTargetRef());
        }
    }
}
