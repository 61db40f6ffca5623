package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pods that a Service selects, as its endpoints. */
final class ServicePods {

    private static final String TCP = "TCP";

    private ServicePods() {}

    /** Whether its endpoints are made of pods, and not by someone else. */
    static boolean selects(Service service) {
        return !"ExternalName".equals(service.getSpec().getType())
                && !selector(service).isEmpty();
    }

    static boolean isSelected(Service service, Pod pod) {
        return Selectors.matches(selector(service), pod.getMetadata().getLabels());
    }

    private static Map<String, String> selector(Service service) {
        return Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of());
    }

    /** Returns those of its namespace that it selects, that have an address, and that have not ended; by their names. */
    static List<Pod> of(Service service, Collection<Pod> pods) {
        return pods.stream()
                .filter(pod -> isSelected(service, pod) && hasAddress(pod) && !Pods.hasEnded(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    private static boolean hasAddress(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && !pod.getStatus().getPodIP().isEmpty();
    }

    static boolean publishesUnready(Service service) {
        return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    }

    static boolean isHeadless(Service service) {
        return "None".equals(service.getSpec().getClusterIP());
    }

    /** Returns the name by which DNS would find a pod of a headless Service, {@code null} where it has none. */
    static @Nullable String hostname(Service service, Pod pod) {
        String hostname = pod.getSpec().getHostname();
        boolean named = hostname != null
                && !hostname.isEmpty()
                && service.getMetadata().getName().equals(pod.getSpec().getSubdomain());
        return named ? hostname : null;
    }

    static ObjectReference reference(Pod pod) {
        return new ObjectReferenceBuilder()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .build();
    }

    static String protocol(ServicePort port) {
        return Objects.requireNonNullElse(port.getProtocol(), TCP);
    }

    /** Returns which of a pod's ports a Service's port leads to, empty where it is named and the pod has none of that name. */
    static Optional<Integer> target(ServicePort port, Pod pod) {
        IntOrString target = port.getTargetPort();
        if (target == null) {
            return Optional.of(port.getPort());
        }
        if (target.getIntVal() != null) {
            return Optional.of(target.getIntVal() == 0 ? port.getPort() : target.getIntVal());
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(candidate -> target.getStrVal().equals(candidate.getName())
                        && protocol(port).equals(Objects.requireNonNullElse(candidate.getProtocol(), TCP)))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
