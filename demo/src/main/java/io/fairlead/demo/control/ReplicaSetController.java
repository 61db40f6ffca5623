package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.demo.control.ReplicaSetStatuses.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps as many pods of each ReplicaSet as it wants, and tells in its status how they are. */
final class ReplicaSetController implements Part {

    private static final String COMPONENT = "replicaset-controller";

    private final KubernetesClient client;
    private final Clock clock;
    private final ObjectCache<ReplicaSet> replicaSets;
    private final ObjectCache<Pod> pods;
    private final ClaimWriter claims;
    private final PodFactory factory;
    private final Expectations expectations;
    private final Events events;
    private final WorkQueue<ObjectKey> queue = new WorkQueue<>("replicasets", this::reconcile);

    ReplicaSetController(
            KubernetesClient client,
            Clock clock,
            RandomGenerator random,
            Events events,
            ObjectCache<ReplicaSet> replicaSets,
            ObjectCache<Pod> pods) {
        this.client = client;
        this.clock = clock;
        this.replicaSets = replicaSets;
        this.pods = pods;
        claims = new ClaimWriter(client);
        factory = new PodFactory(random);
        expectations = new Expectations(clock);
        this.events = events;
        pods.onGone(expectations::gone);
        pods.onChange(this::podChanged);
        replicaSets.onChange(replicaSet -> queue.add(ObjectKey.of(replicaSet)));
    }

    private void podChanged(Pod pod) {
        expectations.seen(pod);
        String namespace = pod.getMetadata().getNamespace();
        Owners.controller(pod)
                .map(owner -> new ObjectKey(namespace, owner.getName()))
                .ifPresentOrElse(
                        queue::add,
                        () -> replicaSets.in(namespace).stream()
                                .filter(replicaSet -> Selectors.matches(
                                        replicaSet.getSpec().getSelector(),
                                        pod.getMetadata().getLabels()))
                                .forEach(replicaSet -> queue.add(ObjectKey.of(replicaSet))));
    }

    private Optional<Duration> reconcile(ObjectKey key) {
        ReplicaSet replicaSet = replicaSets.find(key);
        if (replicaSet == null || !Templates.areSelected(replicaSet)) {
            return Optional.empty();
        }
        Optional<Duration> pending = expectations.pending(key);
        if (pending.isPresent()) {
            return pending;
        }
        Claim<Pod> claim = Claim.of(
                replicaSet,
                replicaSet.getSpec().getSelector(),
                pods.in(key.namespace()).stream().filter(Pods::isActive).toList());
        if (!claim.settled()) {
            claims.settle(replicaSet, claim);
            return Optional.empty();
        }
        KubernetesClientException fault = Owners.isLeaving(replicaSet) ? null : manage(replicaSet, claim.owned());
        tell(replicaSet, claim.owned(), fault);
        if (fault != null) {
            throw fault;
        }
        return ReplicaSetStatuses.nextAvailable(replicaSet, claim.owned(), clock.instant());
    }

    /** Creates or deletes pods until there are as many as are wanted, or one cannot be. Returns why it cannot. */
    private @Nullable KubernetesClientException manage(ReplicaSet replicaSet, List<Pod> owned) {
        int missing = Counts.wanted(replicaSet) - owned.size();
        try {
            for (int created = 0; created < missing; created++) {
                create(replicaSet);
            }
            for (Pod pod : DeletionOrder.of(owned).subList(0, Math.max(0, -missing))) {
                delete(replicaSet, pod);
            }
            return null;
        } catch (KubernetesClientException e) {
            return e;
        }
    }

    private void create(ReplicaSet replicaSet) {
        Pod pod = factory.create(replicaSet);
        expectations.creates(ObjectKey.of(replicaSet), ObjectKey.of(pod));
        try {
            client.resource(pod).create();
        } catch (KubernetesClientException e) {
            expectations.forget(ObjectKey.of(pod));
            throw e;
        }
        events.normal(
                COMPONENT,
                replicaSet,
                "SuccessfulCreate",
                "Created pod: " + pod.getMetadata().getName());
    }

    private void delete(ReplicaSet replicaSet, Pod pod) {
        expectations.deletes(ObjectKey.of(replicaSet), ObjectKey.of(pod));
        try {
            if (client.resource(pod).delete().isEmpty()) {
                expectations.forget(ObjectKey.of(pod));
                return;
            }
        } catch (KubernetesClientException e) {
            expectations.forget(ObjectKey.of(pod));
            throw e;
        }
        events.normal(
                COMPONENT,
                replicaSet,
                "SuccessfulDelete",
                "Deleted pod: " + pod.getMetadata().getName());
    }

    private void tell(ReplicaSet replicaSet, List<Pod> owned, @Nullable KubernetesClientException fault) {
        Failure failure = fault == null ? null : failure(replicaSet, owned, fault);
        ReplicaSetStatus status = ReplicaSetStatuses.of(replicaSet, owned, failure, clock.instant());
        if (!status.equals(replicaSet.getStatus())) {
            client.resource(new ReplicaSetBuilder(replicaSet).withStatus(status).build())
                    .updateStatus();
        }
    }

    private Failure failure(ReplicaSet replicaSet, List<Pod> owned, KubernetesClientException fault) {
        String reason = owned.size() < Counts.wanted(replicaSet) ? "FailedCreate" : "FailedDelete";
        String message = String.valueOf(fault.getMessage());
        events.warning(COMPONENT, replicaSet, reason, message);
        return new Failure(reason, message);
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
