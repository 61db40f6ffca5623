package io.fairlead.proxy.http2;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** A counter for each kind of abuse; any thread may write and read them. */
public final class AbuseCounts {

    /** Filled once, and only read from then on. */
    private final Map<Abuse, LongAdder> counts = new EnumMap<>(Abuse.class);

    /** Creates counters that are all 0. */
    public AbuseCounts() {
        for (Abuse kind : Abuse.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    /** Returns the counter of that kind. */
    public LongAdder of(Abuse kind) {
        return Objects.requireNonNull(counts.get(kind));
    }
}
