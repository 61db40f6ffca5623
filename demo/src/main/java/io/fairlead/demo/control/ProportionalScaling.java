package io.fairlead.demo.control;

import java.util.ArrayList;
import java.util.List;

/** How a change of {@code spec.replicas} in the middle of a rolling update is spread: each ReplicaSet changes by its share. */
final class ProportionalScaling {

    /**
     * One ReplicaSet.
     *
     * @param wanted how many pods it is to have now
     * @param most how many all of the Deployment's were allowed to have together when it was sized last
     */
    record Share(int wanted, int most) {}

    private ProportionalScaling() {}

    /**
     * Returns how many pods each is to have. What rounding leaves over is the first one's.
     *
     * @param shares of those that want pods: the largest first, of those that are equally large the newest where pods are added and the oldest where they
     *     are taken away
     * @param most how many all may have together from now on
     */
    static List<Integer> of(int most, List<Share> shares) {
        int change = most - shares.stream().mapToInt(Share::wanted).sum();
        List<Integer> sizes = new ArrayList<>();
        int left = change;
        for (Share share : shares) {
            int part = part(share, most);
            int bounded = change > 0 ? Math.min(part, left) : Math.max(part, left);
            int taken = change == 0 || left == 0 ? 0 : bounded;
            sizes.add(share.wanted() + taken);
            left -= taken;
        }
        if (!sizes.isEmpty()) {
            sizes.set(0, Math.max(0, sizes.getFirst() + left));
        }
        return sizes;
    }

    private static int part(Share share, int most) {
        return (int) Math.round((double) share.wanted() * most / share.most()) - share.wanted();
    }
}
