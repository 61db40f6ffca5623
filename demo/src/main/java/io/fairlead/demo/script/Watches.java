package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.api.v1alpha1.ProxyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Watches the sample's load balancer, what the operator makes for it, and the pods. */
final class Watches implements AutoCloseable {

    private final KubernetesClient client;
    private final List<SharedIndexInformer<?>> all = new ArrayList<>();
    private final List<SharedIndexInformer<? extends HasMetadata>> owned = new ArrayList<>();
    private final SharedIndexInformer<GrpcLoadBalancer> loadBalancers;
    private final SharedIndexInformer<Pod> proxies;
    private final SharedIndexInformer<Pod> backends;
    private final SharedIndexInformer<ProxyReport> reports;

    /** In which place an owned object was seen first, by its uid. */
    private final Map<String, Long> places = new ConcurrentHashMap<>();

    private final AtomicLong nextPlace = new AtomicLong();

    private Watches(KubernetesClient client) {
        this.client = client;
        loadBalancers = informer(GrpcLoadBalancer.class, "", "");
        proxies = informer(Pod.class, ManagedNames.NAME_LABEL, Sample.NAME);
        backends = informer(Pod.class, Sample.BACKEND_LABEL, Sample.NAME);
        reports = informer(ProxyReport.class, ManagedNames.NAME_LABEL, Sample.NAME);
        Stream.of(ServiceAccount.class, Role.class, RoleBinding.class, Service.class, ConfigMap.class, Deployment.class)
                .forEach(this::addOwned);
    }

    private <T extends HasMetadata> void addOwned(Class<T> type) {
        SharedIndexInformer<T> informer = informer(type, ManagedNames.NAME_LABEL, Sample.NAME);
        owned.add(informer.addEventHandler(new Arrivals<>()));
    }

    private <T extends HasMetadata> SharedIndexInformer<T> informer(Class<T> type, String label, String value) {
        var inNamespace = client.resources(type).inNamespace(Sample.NAMESPACE);
        SharedIndexInformer<T> informer = label.isEmpty()
                ? inNamespace.runnableInformer(0)
                : inNamespace.withLabel(label, value).runnableInformer(0);
        all.add(informer);
        return informer;
    }

    /**
     * Watches from then on.
     *
     * @param client may list and watch all that; it is not closed
     * @throws KubernetesClientException where the API server does not answer or refuses
     */
    static Watches start(KubernetesClient client) {
        Watches watches = new Watches(client);
        watches.all.forEach(SharedIndexInformer::run);
        return watches;
    }

    /** Returns what is known now of the cluster, together with what is known elsewhere. */
    World world(Duration now, CallCounts calls, Set<String> crashed, boolean operatorRunning) {
        return new World(
                now,
                loadBalancers.getStore().list().stream()
                        .filter(loadBalancer ->
                                loadBalancer.getMetadata().getName().equals(Sample.NAME))
                        .findFirst()
                        .orElse(null),
                owned(),
                byName(proxies),
                byName(backends),
                reports.getStore().list(),
                calls,
                crashed,
                operatorRunning);
    }

    private List<HasMetadata> owned() {
        return owned.stream()
                .<HasMetadata>flatMap(informer -> informer.getStore().list().stream())
                .filter(object -> object.getMetadata().getName().equals(Sample.OWNED))
                .sorted(Comparator.comparing(
                        object -> places.getOrDefault(object.getMetadata().getUid(), Long.MAX_VALUE)))
                .toList();
    }

    private static List<Pod> byName(SharedIndexInformer<Pod> informer) {
        return informer.getStore().list().stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    @Override
    public void close() {
        all.forEach(SharedIndexInformer::close);
    }

    private final class Arrivals<T extends HasMetadata> implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T object) {
            places.computeIfAbsent(object.getMetadata().getUid(), uid -> nextPlace.getAndIncrement());
        }

        @Override
        public void onUpdate(T before, T after) {}

        @Override
        public void onDelete(T object, boolean unknown) {}
    }
}
