package io.fairlead.demo.script;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the script rests between its steps. Where it has to end in time, what the steps that are left do not usually need is shared
 * evenly among the rests before them and the end; where they are late they follow at once.
 *
 * @param total when the script has to end; absent where it need not
 */
record Pace(@Nullable Duration total) {

    private static final Duration COMFORTABLE = Duration.ofSeconds(4);
    private static final Duration SHORTEST = Duration.ofMillis(300);

    /** Returns how long to rest at {@code now} before the first of the steps that are {@code left}. */
    Duration rest(Duration now, List<Step> left) {
        if (total == null) {
            return COMFORTABLE;
        }
        Duration needed = left.stream().map(Step::usual).reduce(Duration.ZERO, Duration::plus);
        Duration share = total.minus(now).minus(needed).dividedBy(left.size() + 1L);
        return share.compareTo(SHORTEST) < 0 ? SHORTEST : share;
    }
}
