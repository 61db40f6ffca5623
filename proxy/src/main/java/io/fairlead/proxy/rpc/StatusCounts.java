package io.fairlead.proxy.rpc;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** A counter for each status code below a bound that there was, and one for what ended without any. Any thread may use it. */
final class StatusCounts {

    /** The code of what has none. */
    static final int NONE = -1;

    /** By code, the one that stands for none last; {@code null} for those that there were not. */
    private final AtomicReferenceArray<LongAdder> counts;

    /** Is given a code, or {@link #NONE}, and how often there was. */
    @FunctionalInterface
    interface Visitor {
        void visit(int code, long count);
    }

    StatusCounts(int bound) {
        counts = new AtomicReferenceArray<>(bound + 1);
    }

    /** Counts one of {@code code}; of no code below the bound: one without. */
    void increment(int code) {
        int none = counts.length() - 1;
        adder(code >= 0 && code < none ? code : none).increment();
    }

    /** Has {@code code} be told of even where it is 0. */
    void begin(int code) {
        adder(code);
    }

    private LongAdder adder(int index) {
        LongAdder known = counts.get(index);
        if (known == null) {
            counts.compareAndSet(index, null, new LongAdder());
            known = counts.get(index);
        }
        return known;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < counts.length(); i++) {
            LongAdder count = counts.get(i);
            if (count != null) {
                visitor.visit(i == counts.length() - 1 ? NONE : i, count.sum());
            }
        }
    }
}
