package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a Deployment notes in the annotations of its ReplicaSets: which of its templates in a row it is, and for what size it was sized. */
final class Revisions {

    static final String REVISION = "deployment.kubernetes.io/revision";

    private static final String EARLIER = "deployment.kubernetes.io/revision-history";
    private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    private static final String MOST = "deployment.kubernetes.io/max-replicas";

    /** What belongs to the Deployment alone, or to the ReplicaSet alone. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("kubectl.kubernetes.io/last-applied-configuration", REVISION, EARLIER, DESIRED, MOST);

    private Revisions() {}

    /** Returns its number, zero where it has none. */
    static long of(HasMetadata object) {
        return number(object, REVISION);
    }

    static long highest(Collection<ReplicaSet> replicaSets) {
        return replicaSets.stream().mapToLong(Revisions::of).max().orElse(0);
    }

    /** Whether it was sized for another number of pods than the Deployment has now. */
    static boolean isSizedFor(ReplicaSet replicaSet, RolloutSettings settings) {
        return !replicaSet.getMetadata().getAnnotations().containsKey(DESIRED)
                || number(replicaSet, DESIRED) == settings.replicas();
    }

    /** Returns how many pods all of the Deployment's were allowed to have when it was sized; zero where that is not known. */
    static int most(ReplicaSet replicaSet) {
        return (int) number(replicaSet, MOST);
    }

    static ReplicaSet resized(ReplicaSet replicaSet, int replicas, RolloutSettings settings) {
        return new ReplicaSetBuilder(replicaSet)
                .editMetadata()
                .addToAnnotations(DESIRED, String.valueOf(settings.replicas()))
                .addToAnnotations(MOST, String.valueOf(settings.replicas() + settings.maxSurge()))
                .endMetadata()
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    /** Returns the ReplicaSet as one of at least this revision, with what the Deployment's annotations say. */
    static ReplicaSet revised(ReplicaSet replicaSet, Deployment deployment, long revision) {
        Map<String, String> annotations = new HashMap<>(deployment.getMetadata().getAnnotations());
        annotations.keySet().removeAll(NOT_PASSED_ON);
        long before = of(replicaSet);
        if (before < revision) {
            annotations.put(REVISION, String.valueOf(revision));
            if (before > 0) {
                String earlier = replicaSet.getMetadata().getAnnotations().get(EARLIER);
                annotations.put(EARLIER, earlier == null ? String.valueOf(before) : earlier + "," + before);
            }
        }
        return new ReplicaSetBuilder(replicaSet)
                .editMetadata()
                .addToAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static long number(HasMetadata object, String annotation) {
        String text = object.getMetadata().getAnnotations().getOrDefault(annotation, "");
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }
}
