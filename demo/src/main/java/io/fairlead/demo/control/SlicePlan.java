package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the EndpointSlices of a Service are to be. An endpoint stays in the slice that it is in, new ones fill the slices that have room, and what no
 * slice has room for gets another one. Pods that name their ports alike and number them differently are in different slices. A Service without endpoints
 * has one slice that says so.
 */
final class SlicePlan {

    static final String SERVICE = "kubernetes.io/service-name";

    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String MANAGER = "endpointslice-controller.k8s.io";
    private static final String HEADLESS = "service.kubernetes.io/headless";
    private static final int ROOM = 100;

    private final Service service;

    /** Those of which no slice is made yet, by their ports and the uids of their pods. */
    private final Map<List<EndpointPort>, Map<String, Endpoint>> left = new LinkedHashMap<>();

    private final List<EndpointSlice> slices = new ArrayList<>();

    /** Those whose endpoints are gone: used again before a new one is made. */
    private final Deque<EndpointSlice> unused = new ArrayDeque<>();

    private final Set<String> names = new HashSet<>();

    private SlicePlan(Service service, Collection<Pod> pods) {
        this.service = service;
        ServicePods.of(service, pods)
                .forEach(pod -> left.computeIfAbsent(ports(pod), ports -> new LinkedHashMap<>())
                        .put(pod.getMetadata().getUid(), endpoint(pod)));
    }

    /**
     * Returns what they are to be; one that is missing is to be deleted.
     *
     * @param pods those of the Service's namespace
     * @param existing the EndpointSlices of the namespace
     */
    static List<EndpointSlice> of(Service service, Collection<Pod> pods, Collection<EndpointSlice> existing) {
        SlicePlan plan = new SlicePlan(service, pods);
        own(service, existing).forEach(plan::keep);
        plan.left.forEach(plan::add);
        if (plan.slices.isEmpty()) {
            plan.slices.add(plan.slice(List.of(), List.of()));
        }
        return plan.slices;
    }

    /** Returns those that this is to decide about, by their names. */
    static List<EndpointSlice> own(Service service, Collection<EndpointSlice> existing) {
        return existing.stream()
                .filter(slice -> MANAGER.equals(slice.getMetadata().getLabels().get(MANAGED_BY))
                        && Owners.isControlledBy(slice, service))
                .sorted(Comparator.comparing(slice -> slice.getMetadata().getName()))
                .toList();
    }

    private void keep(EndpointSlice slice) {
        names.add(slice.getMetadata().getName());
        Map<String, Endpoint> wanted = left.getOrDefault(slice.getPorts(), new HashMap<>());
        List<Endpoint> kept = slice.getEndpoints().stream()
                .map(endpoint -> endpoint.getTargetRef() == null
                        ? null
                        : wanted.remove(endpoint.getTargetRef().getUid()))
                .filter(Objects::nonNull)
                .toList();
        if (kept.isEmpty()) {
            unused.add(slice);
        } else {
            slices.add(filled(slice, slice.getPorts(), kept));
        }
    }

    private void add(List<EndpointPort> ports, Map<String, Endpoint> endpoints) {
        Deque<Endpoint> waiting = new ArrayDeque<>(endpoints.values());
        slices.replaceAll(slice -> slice.getPorts().equals(ports) ? filled(slice, waiting) : slice);
        while (!waiting.isEmpty()) {
            slices.add(slice(ports, take(waiting, ROOM)));
        }
    }

    private EndpointSlice filled(EndpointSlice slice, Deque<Endpoint> waiting) {
        List<Endpoint> endpoints = new ArrayList<>(slice.getEndpoints());
        endpoints.addAll(take(waiting, ROOM - endpoints.size()));
        return filled(slice, slice.getPorts(), endpoints);
    }

    private static List<Endpoint> take(Deque<Endpoint> waiting, int most) {
        List<Endpoint> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    private EndpointSlice slice(List<EndpointPort> ports, List<Endpoint> endpoints) {
        return filled(unused.isEmpty() ? empty() : unused.removeFirst(), ports, endpoints);
    }

    /** Its name is the same at the next attempt, so that none is created twice. */
    private EndpointSlice empty() {
        String prefix = service.getMetadata().getName() + "-";
        int number = 0;
        String name;
        do {
            name = SafeNames.stable(prefix, service.getMetadata().getUid() + "/" + number);
            number++;
        } while (!names.add(name));
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withGenerateName(prefix)
                .withName(name)
                .withNamespace(service.getMetadata().getNamespace())
                .withOwnerReferences(Owners.reference(service))
                .endMetadata()
                .withAddressType("IPv4")
                .build();
    }

    private EndpointSlice filled(EndpointSlice slice, List<EndpointPort> ports, List<Endpoint> endpoints) {
        return new EndpointSliceBuilder(slice)
                .editMetadata()
                .withLabels(labels())
                .endMetadata()
                .withEndpoints(endpoints)
                .withPorts(ports)
                .build();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>(service.getMetadata().getLabels());
        labels.put(SERVICE, service.getMetadata().getName());
        labels.put(MANAGED_BY, MANAGER);
        if (ServicePods.isHeadless(service)) {
            labels.put(HEADLESS, "");
        }
        return labels;
    }

    private List<EndpointPort> ports(Pod pod) {
        return service.getSpec().getPorts().stream()
                .flatMap(port -> ServicePods.target(port, pod)
                        .map(number -> new EndpointPortBuilder()
                                .withName(Objects.requireNonNullElse(port.getName(), ""))
                                .withProtocol(ServicePods.protocol(port))
                                .withPort(number)
                                .withAppProtocol(port.getAppProtocol())
                                .build())
                        .stream())
                .toList();
    }

    private Endpoint endpoint(Pod pod) {
        boolean serving = Pods.isReady(pod);
        boolean terminating = Owners.isLeaving(pod);
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withHostname(ServicePods.hostname(service, pod))
                .withNewConditions()
                .withReady(ServicePods.publishesUnready(service) || (serving && !terminating))
                .withServing(serving)
                .withTerminating(terminating)
                .endConditions()
                .withNodeName(pod.getSpec().getNodeName())
                .withTargetRef(ServicePods.reference(pod))
                .build();
    }
}
