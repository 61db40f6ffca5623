package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ReplicaSets of a Deployment: as they are, or as they are to be.
 *
 * @param newest the one of the Deployment's template, {@code null} where there is none
 * @param old the others, from the oldest on
 */
record Rollout(@Nullable ReplicaSet newest, List<ReplicaSet> old) {

    static final Comparator<ReplicaSet> BY_AGE = Comparator.<ReplicaSet, String>comparing(replicaSet ->
                    Objects.requireNonNullElse(replicaSet.getMetadata().getCreationTimestamp(), "9999"))
            .thenComparing(replicaSet -> replicaSet.getMetadata().getName());

    static Rollout of(Deployment deployment, Collection<ReplicaSet> replicaSets) {
        List<ReplicaSet> old =
                new ArrayList<>(replicaSets.stream().sorted(BY_AGE).toList());
        ReplicaSet newest = old.stream()
                .filter(replicaSet -> Templates.isOf(replicaSet, deployment))
                .findFirst()
                .orElse(null);
        old.remove(newest);
        return new Rollout(newest, List.copyOf(old));
    }

    List<ReplicaSet> all() {
        return Stream.concat(old.stream(), Stream.ofNullable(newest)).toList();
    }

    /** Returns those that want pods. */
    List<ReplicaSet> active() {
        return all().stream()
                .filter(replicaSet -> Counts.wanted(replicaSet) > 0)
                .toList();
    }

    int sum(ToIntFunction<ReplicaSet> count) {
        return Counts.sum(all(), count);
    }

    Rollout withNewest(ReplicaSet replicaSet) {
        return new Rollout(replicaSet, old);
    }

    Rollout withOld(List<ReplicaSet> replicaSets) {
        return new Rollout(newest, List.copyOf(replicaSets));
    }

    /** Returns the same with the newest as the last revision, or as it is where there is none. */
    Rollout revised(Deployment deployment) {
        return newest == null
                ? this
                : withNewest(minReady(Revisions.revised(newest, deployment, Revisions.highest(old) + 1), deployment));
    }

    private static ReplicaSet minReady(ReplicaSet replicaSet, Deployment deployment) {
        return new ReplicaSetBuilder(replicaSet)
                .editSpec()
                .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
                .endSpec()
                .build();
    }

    /** Returns a ReplicaSet of the Deployment's template, of the last revision, that wants no pods yet. */
    ReplicaSet create(Deployment deployment) {
        int collisions = deployment.getStatus() == null
                ? 0
                : Counts.orZero(deployment.getStatus().getCollisionCount());
        String hash = Templates.hash(deployment.getSpec().getTemplate(), collisions);
        ReplicaSet created = new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(deployment.getMetadata().getName() + "-" + hash)
                .withNamespace(deployment.getMetadata().getNamespace())
                .withLabels(Templates.labels(deployment.getSpec().getTemplate()))
                .addToLabels(Templates.HASH_LABEL, hash)
                .withOwnerReferences(Owners.reference(deployment))
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
                .withNewSelectorLike(deployment.getSpec().getSelector())
                .addToMatchLabels(Templates.HASH_LABEL, hash)
                .endSelector()
                .withTemplate(Templates.withHash(deployment.getSpec().getTemplate(), hash))
                .endSpec()
                .build();
        return Revisions.revised(created, deployment, Revisions.highest(old) + 1);
    }
}
