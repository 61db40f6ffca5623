package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps the EndpointSlices and the Endpoints of each Service that selects pods. */
final class EndpointsController implements Part {

    private final KubernetesClient client;
    private final ObjectCache<Service> services;
    private final ObjectCache<Pod> pods;
    private final ObjectCache<EndpointSlice> slices;
    private final ObjectCache<Endpoints> endpoints;
    private final WorkQueue<ObjectKey> queue = new WorkQueue<>("endpoints", this::reconcile);

    EndpointsController(
            KubernetesClient client,
            ObjectCache<Service> services,
            ObjectCache<Pod> pods,
            ObjectCache<EndpointSlice> slices,
            ObjectCache<Endpoints> endpoints) {
        this.client = client;
        this.services = services;
        this.pods = pods;
        this.slices = slices;
        this.endpoints = endpoints;
        services.onChange(service -> queue.add(ObjectKey.of(service)));
        pods.onChange(this::podChanged);
        slices.onChange(slice -> Owners.controller(slice)
                .ifPresent(owner -> addKnown(new ObjectKey(slice.getMetadata().getNamespace(), owner.getName()))));
        endpoints.onChange(changed -> addKnown(ObjectKey.of(changed)));
    }

    private void podChanged(Pod pod) {
        services.in(pod.getMetadata().getNamespace()).stream()
                .filter(service -> ServicePods.isSelected(service, pod))
                .forEach(service -> queue.add(ObjectKey.of(service)));
    }

    /** Endpoints without a Service are someone's own. */
    private void addKnown(ObjectKey key) {
        if (services.find(key) != null) {
            queue.add(key);
        }
    }

    private Optional<Duration> reconcile(ObjectKey key) {
        Service service = services.find(key);
        if (service == null) {
            deleteEndpoints(key);
        } else if (ServicePods.selects(service) && !Owners.isLeaving(service)) {
            List<Pod> candidates = pods.in(key.namespace());
            writeSlices(service, candidates);
            writeEndpoints(service, candidates);
        }
        return Optional.empty();
    }

    /** The EndpointSlices are collected with the Service, which owns them. */
    private void deleteEndpoints(ObjectKey key) {
        if (endpoints.find(key) != null) {
            client.endpoints().inNamespace(key.namespace()).withName(key.name()).delete();
        }
    }

    private void writeSlices(Service service, List<Pod> candidates) {
        List<EndpointSlice> known = slices.in(service.getMetadata().getNamespace());
        List<EndpointSlice> existing = SlicePlan.own(service, known);
        List<EndpointSlice> wanted = SlicePlan.of(service, candidates, known);
        for (EndpointSlice slice : wanted) {
            if (slice.getMetadata().getUid() == null) {
                client.resource(slice).create();
            } else if (!existing.contains(slice)) {
                client.resource(slice).update();
            }
        }
        existing.stream()
                .filter(slice -> wanted.stream()
                        .noneMatch(other -> slice.getMetadata()
                                .getUid()
                                .equals(other.getMetadata().getUid())))
                .forEach(slice -> client.resource(slice).delete());
    }

    private void writeEndpoints(Service service, List<Pod> candidates) {
        Endpoints existing = endpoints.find(ObjectKey.of(service));
        Endpoints wanted = EndpointSubsets.of(service, candidates, existing);
        if (existing == null) {
            client.resource(wanted).create();
        } else if (!existing.equals(wanted)) {
            client.resource(wanted).update();
        }
    }

    @Override
    public void begin() {
        queue.begin();
    }

    @Override
    public void close() {
        queue.close();
    }
}
