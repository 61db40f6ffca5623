package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All that the pods of a namespace have been: one state after each change. */
final class PodHistory implements AutoCloseable {

    private final SharedIndexInformer<Pod> informer;

    /** Used on the informer's thread alone. */
    private final Map<String, Pod> current = new HashMap<>();

    private final List<List<Pod>> states = new CopyOnWriteArrayList<>();

    private PodHistory(KubernetesClient client, String namespace) {
        informer = client.pods().inNamespace(namespace).runnableInformer(0);
    }

    /** Begins with what there is. */
    static PodHistory follow(KubernetesClient client, String namespace) {
        PodHistory history = new PodHistory(client, namespace);
        List<Pod> first = client.pods().inNamespace(namespace).list().getItems();
        first.forEach(pod -> history.current.put(pod.getMetadata().getUid(), pod));
        history.states.add(first);
        history.informer.addEventHandler(history.new Changes()).run();
        return history;
    }

    /** Returns how many pods there were that were not told to end. */
    IntSummaryStatistics active() {
        return count(Pods::isActive);
    }

    /** Returns how many of those were ready. */
    IntSummaryStatistics ready() {
        return count(pod -> Pods.isActive(pod) && Pods.isReady(pod));
    }

    private IntSummaryStatistics count(Predicate<Pod> which) {
        return states.stream()
                .mapToInt(pods -> Math.toIntExact(pods.stream().filter(which).count()))
                .summaryStatistics();
    }

    /** Returns the images of all pods that there were at a time. */
    List<Set<String>> images() {
        return states.stream()
                .map(pods -> pods.stream()
                        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
                        .collect(Collectors.toSet()))
                .toList();
    }

    @Override
    public void close() {
        informer.close();
    }

    private final class Changes implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            put(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            put(pod);
        }

        private void put(Pod pod) {
            current.put(pod.getMetadata().getUid(), pod);
            states.add(List.copyOf(current.values()));
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            current.remove(pod.getMetadata().getUid());
            states.add(List.copyOf(current.values()));
        }
    }
}
