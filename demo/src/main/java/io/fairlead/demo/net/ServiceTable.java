package io.fairlead.demo.net;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where connections to Services go.
 *
 * @param targets the ready endpoints behind each cluster IP and TCP port
 */
record ServiceTable(Map<InetSocketAddress, List<InetSocketAddress>> targets) {

    private static final String SERVICE_LABEL = "kubernetes.io/service-name";

    /** Returns what Services and their EndpointSlices say together, in whatever order they come. */
    static ServiceTable of(Collection<Service> services, Collection<EndpointSlice> slices) {
        Map<InetSocketAddress, List<InetSocketAddress>> targets = new HashMap<>();
        for (Service service : services) {
            List<EndpointSlice> own =
                    slices.stream().filter(slice -> belongs(slice, service)).toList();
            for (ServicePort port : service.getSpec().getPorts()) {
                if (hasAddress(service) && isTcp(port.getProtocol())) {
                    targets.put(
                            new InetSocketAddress(service.getSpec().getClusterIP(), port.getPort()),
                            own.stream().flatMap(slice -> targets(slice, port)).toList());
                }
            }
        }
        return new ServiceTable(targets);
    }

    /** Returns all that tables say; where two know the same address, it is the later one's. */
    static ServiceTable union(Collection<ServiceTable> tables) {
        Map<InetSocketAddress, List<InetSocketAddress>> targets = new HashMap<>();
        tables.forEach(table -> targets.putAll(table.targets()));
        return new ServiceTable(targets);
    }

    private static boolean hasAddress(Service service) {
        String clusterIp = service.getSpec().getClusterIP();
        return clusterIp != null && !clusterIp.isEmpty() && !clusterIp.equals("None");
    }

    private static boolean isTcp(@Nullable String protocol) {
        return protocol == null || protocol.equals("TCP");
    }

    private static boolean belongs(EndpointSlice slice, Service service) {
        return slice.getMetadata().getNamespace().equals(service.getMetadata().getNamespace())
                && service.getMetadata()
                        .getName()
                        .equals(slice.getMetadata().getLabels().get(SERVICE_LABEL));
    }

    private static Stream<InetSocketAddress> targets(EndpointSlice slice, ServicePort port) {
        return listed(slice.getPorts())
                .filter(candidate -> isTcp(candidate.getProtocol()) && named(candidate, port))
                .flatMap(found -> listed(slice.getEndpoints())
                        .filter(ServiceTable::isReady)
                        .flatMap(endpoint -> endpoint.getAddresses().stream())
                        .map(address -> new InetSocketAddress(address, found.getPort())));
    }

    /** A slice of which nothing is ready lists no port at all. */
    private static <T> Stream<T> listed(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    /** Ports are found by name; the only one of a Service may have none. */
    private static boolean named(EndpointPort candidate, ServicePort port) {
        return Objects.requireNonNullElse(candidate.getName(), "")
                .equals(Objects.requireNonNullElse(port.getName(), ""));
    }

    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }
}
