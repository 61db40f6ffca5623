package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Binds each pod to a node, or says in the pod's status why none takes it. */
final class Scheduler implements Part {

    private static final String NAME = "default-scheduler";
    private static final String SCHEDULED = "PodScheduled";

    private final KubernetesClient client;
    private final Clock clock;
    private final Events events;
    private final ObjectCache<Pod> pods;
    private final ObjectCache<Node> nodes;
    private final WorkQueue<ObjectKey> queue = new WorkQueue<>("scheduler", this::schedule);

    Scheduler(KubernetesClient client, Clock clock, Events events, ObjectCache<Pod> pods, ObjectCache<Node> nodes) {
        this.client = client;
        this.clock = clock;
        this.events = events;
        this.pods = pods;
        this.nodes = nodes;
        pods.onChange(this::changed);
        nodes.onChange(node -> pods.all().forEach(this::changed));
    }

    private void changed(Pod pod) {
        if (isWaiting(pod)) {
            queue.add(ObjectKey.of(pod));
        }
    }

    private static boolean isWaiting(Pod pod) {
        String node = pod.getSpec().getNodeName();
        String scheduler = pod.getSpec().getSchedulerName();
        return (node == null || node.isEmpty())
                && (scheduler == null || scheduler.isEmpty() || scheduler.equals(NAME))
                && Pods.isActive(pod);
    }

    private Optional<Duration> schedule(ObjectKey key) {
        Pod pod = pods.find(key);
        if (pod != null && isWaiting(pod)) {
            Collection<Node> known = nodes.all();
            Nodes.fitting(pod, known).ifPresentOrElse(node -> bind(pod, node), () -> tell(pod, Nodes.whyNone(known)));
        }
        return Optional.empty();
    }

    private void bind(Pod pod, Node node) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        Binding binding = new BindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node.getMetadata().getName())
                .endTarget()
                .build();
        client.raw("/api/v1/namespaces/%s/pods/%s/binding".formatted(namespace, name), "POST", binding);
        events.normal(
                NAME,
                pod,
                "Scheduled",
                "Successfully assigned %s/%s to %s"
                        .formatted(namespace, name, node.getMetadata().getName()));
    }

    private void tell(Pod pod, String why) {
        boolean told = Pods.condition(pod, SCHEDULED)
                .filter(condition -> why.equals(condition.getMessage()))
                .isPresent();
        if (told) {
            return;
        }
        client.resource(new PodBuilder(pod)
                        .editOrNewStatus()
                        .removeMatchingFromConditions(condition -> SCHEDULED.equals(condition.getType()))
                        .addToConditions(new PodConditionBuilder()
                                .withType(SCHEDULED)
                                .withStatus("False")
                                .withReason("Unschedulable")
                                .withMessage(why)
                                .withLastTransitionTime(Times.text(clock.instant()))
                                .build())
                        .endStatus()
                        .build())
                .updateStatus();
        events.warning(NAME, pod, "FailedScheduling", why);
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
