package io.fairlead.operator.status;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fairlead.api.v1alpha1.LoadBalancerAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where clients reach a load balancer: what the provider of the cluster gave its Service, then the Service's name in the cluster. */
final class AddressSummary {

    private static final int MAX = 16;

    private AddressSummary() {}

    /** Returns the addresses, {@code null} while there is no Service. */
    static @Nullable List<LoadBalancerAddress> of(Facts facts) {
        Service service = facts.service();
        if (service == null) {
            return null;
        }
        String inCluster = facts.ownedName() + "." + facts.namespace() + ".svc";
        return Stream.concat(
                        provided(service).limit(MAX - 1L),
                        Stream.of(new LoadBalancerAddress(LoadBalancerAddress.Type.Hostname, inCluster)))
                .toList();
    }

    /** Whether the provider of the cluster has still to give the Service an address. */
    static boolean isPending(Facts facts) {
        Service service = facts.service();
        return service != null
                && "LoadBalancer".equals(service.getSpec().getType())
                && provided(service).findAny().isEmpty();
    }

    private static Stream<LoadBalancerAddress> provided(Service service) {
        if (service.getStatus() == null || service.getStatus().getLoadBalancer() == null) {
            return Stream.empty();
        }
        return service.getStatus().getLoadBalancer().getIngress().stream().flatMap(AddressSummary::addresses);
    }

    private static Stream<LoadBalancerAddress> addresses(LoadBalancerIngress ingress) {
        return Stream.concat(
                Stream.ofNullable(ingress.getIp())
                        .map(ip -> new LoadBalancerAddress(LoadBalancerAddress.Type.IPAddress, ip)),
                Stream.ofNullable(ingress.getHostname())
                        .map(name -> new LoadBalancerAddress(LoadBalancerAddress.Type.Hostname, name)));
    }
}
