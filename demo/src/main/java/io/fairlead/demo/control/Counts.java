package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Collection;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Numbers of pods, which the API leaves out where they are zero. */
final class Counts {

    private Counts() {}

    /** Returns how many pods a ReplicaSet is to have. */
    static int wanted(ReplicaSet replicaSet) {
        Integer replicas = replicaSet.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    /** Returns how many it has. */
    static int actual(ReplicaSet replicaSet) {
        return replicaSet.getStatus() == null
                ? 0
                : orZero(replicaSet.getStatus().getReplicas());
    }

    static int ready(ReplicaSet replicaSet) {
        return replicaSet.getStatus() == null
                ? 0
                : orZero(replicaSet.getStatus().getReadyReplicas());
    }

    static int available(ReplicaSet replicaSet) {
        return replicaSet.getStatus() == null
                ? 0
                : orZero(replicaSet.getStatus().getAvailableReplicas());
    }

    static int sum(Collection<ReplicaSet> replicaSets, ToIntFunction<ReplicaSet> count) {
        return replicaSets.stream().mapToInt(count).sum();
    }

    static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    static @Nullable Integer orNone(long number) {
        return number == 0 ? null : Integer.valueOf(Math.toIntExact(number));
    }
}
