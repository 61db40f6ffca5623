package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leads the ReplicaSets of each Deployment to its newest template and size, and tells in its status how far they are. */
final class DeploymentController implements Part {

    private static final String COMPONENT = "deployment-controller";

    private final KubernetesClient client;
    private final Clock clock;
    private final Events events;
    private final ObjectCache<Deployment> deployments;
    private final ObjectCache<ReplicaSet> replicaSets;
    private final ObjectCache<Pod> pods;
    private final ClaimWriter claims;
    private final WorkQueue<ObjectKey> queue = new WorkQueue<>("deployments", this::reconcile);

    DeploymentController(
            KubernetesClient client,
            Clock clock,
            Events events,
            ObjectCache<Deployment> deployments,
            ObjectCache<ReplicaSet> replicaSets,
            ObjectCache<Pod> pods) {
        this.client = client;
        this.clock = clock;
        this.events = events;
        this.deployments = deployments;
        this.replicaSets = replicaSets;
        this.pods = pods;
        claims = new ClaimWriter(client);
        deployments.onChange(deployment -> queue.add(ObjectKey.of(deployment)));
        replicaSets.onChange(this::changed);
        pods.onGone(this::changed);
    }

    private void changed(HasMetadata object) {
        deployments.in(object.getMetadata().getNamespace()).stream()
                .filter(deployment -> Owners.isControlledBy(object, deployment)
                        || Selectors.matches(
                                deployment.getSpec().getSelector(),
                                object.getMetadata().getLabels()))
                .forEach(deployment -> queue.add(ObjectKey.of(deployment)));
    }

    private Optional<Duration> reconcile(ObjectKey key) {
        Deployment deployment = deployments.find(key);
        if (deployment == null || !Templates.areSelected(deployment)) {
            return Optional.empty();
        }
        Claim<ReplicaSet> claim =
                Claim.of(deployment, deployment.getSpec().getSelector(), replicaSets.in(key.namespace()));
        if (!claim.settled()) {
            claims.settle(deployment, claim);
            return Optional.empty();
        }
        Rollout before = Rollout.of(deployment, claim.owned());
        Rollout next = RolloutStep.next(deployment, before, podsOf(before, key.namespace()));
        ReplicaSet newest = next.newest();
        boolean created = newest != null && newest.getMetadata().getUid() == null;
        if (newest != null && created && replicaSets.find(ObjectKey.of(newest)) != null) {
            collided(deployment);
            return Optional.empty();
        }
        Rollout written = write(deployment, before, next);
        return tell(revised(deployment, written.newest()), written, created);
    }

    private List<Pod> podsOf(Rollout rollout, String namespace) {
        return pods.in(namespace).stream()
                .filter(pod -> rollout.all().stream().anyMatch(replicaSet -> Owners.isControlledBy(pod, replicaSet)))
                .toList();
    }

    /** Another one has the name that the template leads to: the next look leads to another. */
    private void collided(Deployment deployment) {
        DeploymentStatus status = new DeploymentStatusBuilder(deployment.getStatus())
                .withCollisionCount(
                        deployment.getStatus() == null
                                ? 1
                                : Counts.orZero(deployment.getStatus().getCollisionCount()) + 1)
                .build();
        updateStatus(deployment, status);
    }

    private Rollout write(Deployment deployment, Rollout before, Rollout next) {
        List<ReplicaSet> kept = next.old().stream()
                .map(replicaSet -> write(deployment, before, replicaSet))
                .toList();
        before.old().stream()
                .filter(replicaSet -> kept.stream().noneMatch(other -> isSame(other, replicaSet)))
                .forEach(excess -> client.resource(excess).delete());
        return new Rollout(next.newest() == null ? null : write(deployment, before, next.newest()), kept);
    }

    /** Returns the ReplicaSet as the API server has it afterwards. */
    private ReplicaSet write(Deployment deployment, Rollout before, ReplicaSet replicaSet) {
        ReplicaSet existing = before.all().stream()
                .filter(other -> isSame(other, replicaSet))
                .findFirst()
                .orElse(null);
        if (existing != null && existing.equals(replicaSet)) {
            return existing;
        }
        ReplicaSet written = existing == null
                ? client.resource(replicaSet).create()
                : client.resource(replicaSet).update();
        tellSize(deployment, written, existing == null ? 0 : Counts.wanted(existing));
        return written;
    }

    private static boolean isSame(ReplicaSet one, ReplicaSet other) {
        return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid());
    }

    private void tellSize(Deployment deployment, ReplicaSet replicaSet, int before) {
        int now = Counts.wanted(replicaSet);
        if (now != before) {
            events.normal(
                    COMPONENT,
                    deployment,
                    "ScalingReplicaSet",
                    "Scaled %s replica set %s from %d to %d"
                            .formatted(
                                    now > before ? "up" : "down",
                                    replicaSet.getMetadata().getName(),
                                    before,
                                    now));
        }
    }

    /** Has the Deployment say which revision is its newest. Returns it as it is afterwards. */
    private Deployment revised(Deployment deployment, @Nullable ReplicaSet newest) {
        if (newest == null || Revisions.of(newest) == Revisions.of(deployment)) {
            return deployment;
        }
        return client.resource(new DeploymentBuilder(deployment)
                        .editMetadata()
                        .addToAnnotations(Revisions.REVISION, String.valueOf(Revisions.of(newest)))
                        .endMetadata()
                        .build())
                .update();
    }

    private Optional<Duration> tell(Deployment deployment, Rollout rollout, boolean created) {
        Instant now = clock.instant();
        DeploymentStatus status = DeploymentStatuses.of(deployment, rollout, created, now);
        if (!status.equals(deployment.getStatus())) {
            updateStatus(deployment, status);
        }
        return DeploymentStatuses.untilDeadline(deployment, status, now);
    }

    private void updateStatus(Deployment deployment, DeploymentStatus status) {
        client.resource(new DeploymentBuilder(deployment).withStatus(status).build())
                .updateStatus();
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
