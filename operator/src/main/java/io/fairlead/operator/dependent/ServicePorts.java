package io.fairlead.operator.dependent;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fairlead.api.v1alpha1.Listener;
import io.fairlead.operator.status.Observed;
import io.fairlead.operator.status.ProgrammedListeners;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ports that a load balancer's Service shows: those listeners that it shows already or that every ready proxy listens on. So it gains a port once
 * somebody listens there, and loses it before anybody stops to. A Service has a port at least: where none would be left, the old ones stay until
 * another is there.
 */
final class ServicePorts {

    private static final String TCP = "TCP";

    private ServicePorts() {}

    /** Returns them in the order of the listeners; empty where there is no Service and nothing to show. */
    static List<ServicePort> of(Observed observed) {
        return of(
                observed.resource().getSpec().listeners(), ProgrammedListeners.of(observed), shown(observed.service()));
    }

    static List<ServicePort> of(List<Listener> listeners, List<Listener> programmed, List<ServicePort> shown) {
        List<ServicePort> ports = listeners.stream()
                .filter(listener -> programmed.contains(listener) || shows(shown, listener))
                .map(listener -> port(listener.name(), listener.port()))
                .toList();
        return ports.isEmpty()
                ? shown.stream().map(old -> port(old.getName(), old.getPort())).toList()
                : ports;
    }

    /** Whether both lists show the same ports under the same names, in whatever order. */
    static boolean same(List<ServicePort> ports, List<ServicePort> others) {
        return shape(ports).equals(shape(others));
    }

    /** Returns {@code ports}, on the node ports that {@code actual} has for them. */
    static List<ServicePort> withNodePorts(List<ServicePort> ports, List<ServicePort> actual) {
        return ports.stream()
                .map(port -> actual.stream()
                        .filter(other -> Objects.equals(other.getPort(), port.getPort()))
                        .findFirst()
                        .map(other -> new ServicePortBuilder(port)
                                .withNodePort(other.getNodePort())
                                .build())
                        .orElse(port))
                .toList();
    }

    private static List<ServicePort> shown(@Nullable Service service) {
        return service == null ? List.of() : service.getSpec().getPorts();
    }

    private static boolean shows(List<ServicePort> shown, Listener listener) {
        return shown.stream().anyMatch(port -> Objects.equals(port.getPort(), listener.port()));
    }

    private static ServicePort port(String name, int number) {
        return new ServicePortBuilder()
                .withName(name)
                .withProtocol(TCP)
                .withPort(number)
                .withTargetPort(new IntOrString(number))
                .build();
    }

    private static List<Shape> shape(List<ServicePort> ports) {
        return ports.stream()
                .map(port -> new Shape(port.getPort(), port.getName(), port.getProtocol(), port.getTargetPort()))
                .sorted(Comparator.comparingInt(Shape::port))
                .toList();
    }

    private record Shape(int port, String name, String protocol, IntOrString target) {}
}
