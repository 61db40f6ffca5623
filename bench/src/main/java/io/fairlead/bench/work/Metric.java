package io.fairlead.bench.work;

/**
 * What a figure is of.
 *
 * @param name such as {@code CPU per call}; unique in its work
 * @param unit such as {@code µs}; empty: it is a ratio
 * @param better which of two figures is the better one, if any
 */
public record Metric(String name, String unit, Better better) {

    /** Which of two figures is the better one. */
    public enum Better {
        LOWER,
        HIGHER,
        /** It tells of the circumstances, and is not compared. */
        NEITHER
    }

    public static final Metric CALLS = new Metric("calls", "1/s", Better.HIGHER);
    public static final Metric CPU_PER_CALL = new Metric("CPU per call", "µs", Better.LOWER);
    public static final Metric MACHINE_CPU_PER_CALL = new Metric("machine's CPU per call", "µs", Better.LOWER);
    public static final Metric CPU_SHARE = new Metric("proxy's CPU in use", "%", Better.NEITHER);
    public static final Metric LOAD_SHARE = new Metric("load's CPUs in use", "%", Better.NEITHER);
    public static final Metric P50 = new Metric("p50", "µs", Better.LOWER);
    public static final Metric P99 = new Metric("p99", "µs", Better.LOWER);
    public static final Metric P999 = new Metric("p99.9", "µs", Better.LOWER);
    public static final Metric RESIDENT = new Metric("resident memory", "MB", Better.LOWER);

    /** Returns {@code CPU per call, µs}, or the name alone where it has no unit. */
    public String label() {
        return unit.isEmpty() ? name : name + ", " + unit;
    }
}
