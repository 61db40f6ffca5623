package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Endpoints of a Service are to be: the older view, in which a pod that leaves is none. */
final class EndpointSubsets {

    private static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
    private static final String MANAGER = "endpoint-controller";
    private static final String HEADLESS = "service.kubernetes.io/headless";

    private EndpointSubsets() {}

    /**
     * Returns what they are to be.
     *
     * @param pods those of the Service's namespace
     * @param existing {@code null} where there are none yet
     */
    static Endpoints of(Service service, Collection<Pod> pods, @Nullable Endpoints existing) {
        Map<String, String> labels = new HashMap<>(service.getMetadata().getLabels());
        labels.put(MANAGED_BY, MANAGER);
        if (ServicePods.isHeadless(service)) {
            labels.put(HEADLESS, "");
        }
        EndpointsBuilder endpoints = existing == null ? new EndpointsBuilder() : new EndpointsBuilder(existing);
        return endpoints
                .editOrNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withLabels(labels)
                .endMetadata()
                .withSubsets(subsets(service, pods))
                .build();
    }

    private static List<EndpointSubset> subsets(Service service, Collection<Pod> pods) {
        Map<List<EndpointPort>, EndpointSubsetBuilder> subsets = new LinkedHashMap<>();
        for (Pod pod : ServicePods.of(service, pods)) {
            List<EndpointPort> ports = ports(service, pod);
            boolean served = !ports.isEmpty() || service.getSpec().getPorts().isEmpty();
            if (served && (!Owners.isLeaving(pod) || ServicePods.publishesUnready(service))) {
                EndpointSubsetBuilder subset =
                        subsets.computeIfAbsent(ports, key -> new EndpointSubsetBuilder().withPorts(key));
                if (ServicePods.publishesUnready(service) || Pods.isReady(pod)) {
                    subset.addToAddresses(address(service, pod));
                } else {
                    subset.addToNotReadyAddresses(address(service, pod));
                }
            }
        }
        return subsets.values().stream().map(EndpointSubsetBuilder::build).toList();
    }

    private static List<EndpointPort> ports(Service service, Pod pod) {
        return service.getSpec().getPorts().stream()
                .flatMap(port -> ServicePods.target(port, pod)
                        .map(number -> new EndpointPortBuilder()
                                .withName(port.getName())
                                .withProtocol(ServicePods.protocol(port))
                                .withPort(number)
                                .withAppProtocol(port.getAppProtocol())
                                .build())
                        .stream())
                .toList();
    }

    private static EndpointAddress address(Service service, Pod pod) {
        return new EndpointAddressBuilder()
                .withIp(pod.getStatus().getPodIP())
                .withHostname(ServicePods.hostname(service, pod))
                .withNodeName(pod.getSpec().getNodeName())
                .withTargetRef(ServicePods.reference(pod))
                .build();
    }
}
