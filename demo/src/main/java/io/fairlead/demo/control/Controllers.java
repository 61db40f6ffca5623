package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Plays kube-controller-manager and kube-scheduler, as far as Deployments and Services need them: pods come and go as Deployments say, are bound to a node,
 * and stand in the Endpoints and EndpointSlices of their Services; and what nobody owns any more is deleted, of the kinds that CustomResourceDefinitions
 * define, too.
 */
public final class Controllers implements AutoCloseable {

    /** What nothing here does but collect it. */
    private static final List<Class<? extends HasMetadata>> ONLY_OWNED = List.of(
            ConfigMap.class,
            Secret.class,
            ServiceAccount.class,
            Role.class,
            RoleBinding.class,
            PodDisruptionBudget.class,
            Lease.class);

    private final KubernetesClient client;
    private final List<ObjectCache<?>> caches = new ArrayList<>();
    private final GarbageCollector collector;
    private final List<Part> parts;
    private final CustomKinds customKinds;
    private final Events events;

    private Controllers(KubernetesClient client, Clock clock, RandomGenerator random) {
        this.client = client;
        events = new Events(client, clock);
        collector = new GarbageCollector(client);
        ObjectCache<Deployment> deployments = follow(Deployment.class);
        ObjectCache<ReplicaSet> replicaSets = follow(ReplicaSet.class);
        ObjectCache<Pod> pods = follow(Pod.class);
        ObjectCache<Node> nodes = follow(Node.class);
        ObjectCache<Service> services = follow(Service.class);
        ObjectCache<EndpointSlice> slices = follow(EndpointSlice.class);
        ObjectCache<Endpoints> endpoints = follow(Endpoints.class);
        ONLY_OWNED.forEach(this::follow);
        parts = List.of(
                new DeploymentController(client, clock, events, deployments, replicaSets, pods),
                new ReplicaSetController(client, clock, random, events, replicaSets, pods),
                new Scheduler(client, clock, events, pods, nodes),
                new EndpointsController(client, services, pods, slices, endpoints),
                collector);
        customKinds = new CustomKinds(client, collector, follow(CustomResourceDefinition.class));
    }

    private <T extends HasMetadata> ObjectCache<T> follow(Class<T> type) {
        ObjectCache<T> cache = ObjectCache.of(client, type);
        caches.add(cache);
        collector.add(Kind.of(type, cache));
        return cache;
    }

    /**
     * Begins; all that is there already is looked at.
     *
     * @param client may do all; it is not closed
     * @throws KubernetesClientException where the API server does not answer or refuses
     */
    public static Controllers start(KubernetesClient client) {
        Controllers controllers = new Controllers(client, Clock.systemUTC(), new SecureRandom());
        try {
            controllers.begin();
            return controllers;
        } catch (KubernetesClientException e) {
            controllers.close();
            throw e;
        }
    }

    /** What is known in part only would look as if the rest were missing, and were to be made. */
    private void begin() {
        caches.forEach(ObjectCache::start);
        parts.forEach(Part::begin);
    }

    /** Ends all of it; the objects stay as they are. */
    @Override
    public void close() {
        caches.forEach(ObjectCache::close);
        customKinds.close();
        parts.forEach(Part::close);
        events.close();
    }
}
