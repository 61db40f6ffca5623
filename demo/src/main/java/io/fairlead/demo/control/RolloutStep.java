package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fairlead.demo.control.ProportionalScaling.Share;
import io.fairlead.demo.control.RollingUpdate.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The next step of a rollout: what the ReplicaSets are to be now, from what they and their pods are. What the step leads to is seen, and leads to the next
 * one, until none is left.
 */
final class RolloutStep {

    private final Deployment deployment;
    private final RolloutSettings settings;
    private final Rollout before;

    private RolloutStep(Deployment deployment, Rollout before) {
        this.deployment = deployment;
        this.before = before;
        settings = RolloutSettings.of(deployment);
    }

    /**
     * Returns what the ReplicaSets are to be; one that is missing is to be deleted.
     *
     * @param pods those of all ReplicaSets, those too that are leaving
     */
    static Rollout next(Deployment deployment, Rollout before, Collection<Pod> pods) {
        return Owners.isLeaving(deployment) ? before : new RolloutStep(deployment, before).next(pods);
    }

    private Rollout next(Collection<Pod> pods) {
        boolean resized = before.active().stream().anyMatch(active -> !Revisions.isSizedFor(active, settings));
        if (settings.paused() || resized) {
            return scaled(before.revised(deployment));
        }
        return cleaned(settings.recreate() ? recreated(before.revised(deployment), pods) : rolled(withNewest()));
    }

    private Rollout withNewest() {
        return before.newest() == null
                ? before.withNewest(resized(before.create(deployment), room(0)))
                : before.revised(deployment);
    }

    private int room(int wanted) {
        return RollingUpdate.newest(settings, wanted, Counts.sum(before.old(), Counts::wanted));
    }

    private Rollout rolled(Rollout current) {
        ReplicaSet newest = Objects.requireNonNull(current.newest());
        int wanted = Counts.wanted(newest);
        boolean created = newest.getMetadata().getUid() == null;
        if (!created && room(wanted) != wanted) {
            return current.withNewest(resized(newest, room(wanted)));
        }
        List<Integer> sizes = RollingUpdate.old(
                settings,
                size(newest),
                current.old().stream().map(RolloutStep::size).toList());
        return current.withOld(resized(current.old(), sizes));
    }

    /** Those that are told of as available, and are wanted no more, are on their way out. */
    private static Size size(ReplicaSet replicaSet) {
        int wanted = Counts.wanted(replicaSet);
        return new Size(wanted, Math.min(wanted, Counts.available(replicaSet)));
    }

    private Rollout recreated(Rollout current, Collection<Pod> pods) {
        if (Counts.sum(current.old(), Counts::wanted) > 0) {
            return current.withOld(empty(current.old()));
        }
        boolean oldRun = pods.stream()
                .anyMatch(pod -> !Pods.hasEnded(pod)
                        && (current.newest() == null || !Owners.isControlledBy(pod, current.newest())));
        if (oldRun) {
            return current;
        }
        ReplicaSet newest = current.newest() == null ? current.create(deployment) : current.newest();
        return current.withNewest(
                Counts.wanted(newest) == settings.replicas() ? newest : resized(newest, settings.replicas()));
    }

    /** Follows a change of {@code spec.replicas}, and of nothing else. */
    private Rollout scaled(Rollout current) {
        List<ReplicaSet> active = current.active();
        if (active.size() <= 1) {
            return scaledAlone(current, active);
        }
        if (isSaturated(current)) {
            return current.withOld(empty(current.old()));
        }
        return settings.recreate() ? current : scaledByShares(current, active);
    }

    private Rollout scaledAlone(Rollout current, List<ReplicaSet> active) {
        ReplicaSet only = !active.isEmpty()
                ? active.getFirst()
                : current.all().isEmpty() ? null : current.all().getLast();
        return only == null ? current : replaced(current, only, resized(only, settings.replicas()));
    }

    private boolean isSaturated(Rollout current) {
        ReplicaSet newest = current.newest();
        return newest != null
                && Revisions.isSizedFor(newest, settings)
                && Counts.wanted(newest) == settings.replicas()
                && Counts.available(newest) == settings.replicas();
    }

    private Rollout scaledByShares(Rollout current, List<ReplicaSet> active) {
        int total = Counts.sum(active, Counts::wanted);
        Comparator<ReplicaSet> age = settings.most() > total ? Rollout.BY_AGE.reversed() : Rollout.BY_AGE;
        List<ReplicaSet> largestFirst = active.stream()
                .sorted(Comparator.comparingInt(Counts::wanted).reversed().thenComparing(age))
                .toList();
        List<Integer> sizes = ProportionalScaling.of(
                settings.most(),
                largestFirst.stream()
                        .map(replicaSet -> new Share(Counts.wanted(replicaSet), sizedFor(replicaSet, total)))
                        .toList());
        Rollout scaled = current;
        for (int i = 0; i < sizes.size(); i++) {
            scaled = replaced(scaled, largestFirst.get(i), resized(largestFirst.get(i), sizes.get(i)));
        }
        return scaled;
    }

    private static int sizedFor(ReplicaSet replicaSet, int total) {
        int most = Revisions.most(replicaSet);
        return most == 0 ? total : most;
    }

    private static Rollout replaced(Rollout current, ReplicaSet before, ReplicaSet after) {
        if (before.equals(current.newest())) {
            return current.withNewest(after);
        }
        List<ReplicaSet> old = new ArrayList<>(current.old());
        old.replaceAll(replicaSet -> replicaSet.equals(before) ? after : replicaSet);
        return current.withOld(old);
    }

    /** Leaves out the old ones that nobody can want back any more, once the rollout is complete. */
    private Rollout cleaned(Rollout current) {
        if (!DeploymentStatuses.isComplete(deployment, settings, deployment.getStatus())) {
            return current;
        }
        List<ReplicaSet> kept = current.old().stream()
                .filter(replicaSet -> !Owners.isLeaving(replicaSet))
                .sorted(Comparator.comparingLong(Revisions::of))
                .toList();
        List<ReplicaSet> excess = kept.subList(0, Math.max(0, kept.size() - settings.history())).stream()
                .filter(RolloutStep::isEmpty)
                .toList();
        return current.withOld(current.old().stream()
                .filter(replicaSet -> !excess.contains(replicaSet))
                .toList());
    }

    private static boolean isEmpty(ReplicaSet replicaSet) {
        return Counts.wanted(replicaSet) == 0
                && Counts.actual(replicaSet) == 0
                && replicaSet.getStatus() != null
                && Objects.equals(
                        replicaSet.getStatus().getObservedGeneration(),
                        replicaSet.getMetadata().getGeneration());
    }

    private List<ReplicaSet> empty(List<ReplicaSet> replicaSets) {
        return resized(replicaSets, replicaSets.stream().map(replicaSet -> 0).toList());
    }

    private List<ReplicaSet> resized(List<ReplicaSet> replicaSets, List<Integer> sizes) {
        return IntStream.range(0, sizes.size())
                .mapToObj(i -> Counts.wanted(replicaSets.get(i)) == sizes.get(i)
                        ? replicaSets.get(i)
                        : resized(replicaSets.get(i), sizes.get(i)))
                .toList();
    }

    private ReplicaSet resized(ReplicaSet replicaSet, int replicas) {
        return Revisions.resized(replicaSet, replicas, settings);
    }
}
