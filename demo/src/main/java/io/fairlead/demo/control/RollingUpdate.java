package io.fairlead.demo.control;

import java.util.ArrayList;
import java.util.List;

/** The arithmetic of a rolling update: how many pods each ReplicaSet is to have next. */
final class RollingUpdate {

    /**
     * The pods of one ReplicaSet.
     *
     * @param wanted how many it is to have now
     * @param available how many of them are available
     */
    record Size(int wanted, int available) {}

    private RollingUpdate() {}

    /** Returns how many pods the newest ReplicaSet is to have: as many as the surge lets come, and not more than all. */
    static int newest(RolloutSettings settings, int wanted, int wantedOfOld) {
        if (wanted >= settings.replicas()) {
            return settings.replicas();
        }
        int room = settings.replicas() + settings.maxSurge() - wanted - wantedOfOld;
        return wanted + Math.clamp(room, 0, settings.replicas() - wanted);
    }

    /**
     * Returns how many pods the old ReplicaSets are to have. Those that are not available go first, then the oldest, as far as enough are available
     * without them; a pod of the newest that is not available yet takes none of theirs away.
     *
     * @param old from the oldest on
     */
    static List<Integer> old(RolloutSettings settings, Size newest, List<Size> old) {
        List<Integer> sizes = new ArrayList<>(old.stream().map(Size::wanted).toList());
        int all = newest.wanted() + old.stream().mapToInt(Size::wanted).sum();
        int spare = all - settings.least() - (newest.wanted() - newest.available());
        if (spare <= 0) {
            return sizes;
        }
        for (int i = 0; i < sizes.size() && spare > 0; i++) {
            int cut = Math.clamp(sizes.get(i) - old.get(i).available(), 0, spare);
            sizes.set(i, sizes.get(i) - cut);
            spare -= cut;
        }
        int available =
                newest.available() + old.stream().mapToInt(Size::available).sum();
        int excess = available - settings.least();
        for (int i = 0; i < sizes.size() && excess > 0; i++) {
            int cut = Math.min(sizes.get(i), excess);
            sizes.set(i, sizes.get(i) - cut);
            excess -= cut;
        }
        return sizes;
    }
}
