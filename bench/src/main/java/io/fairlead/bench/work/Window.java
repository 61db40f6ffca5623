package io.fairlead.bench.work;

import io.fairlead.bench.contestant.Front;
import io.fairlead.bench.lab.CpuTimes;
import io.fairlead.bench.lab.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The CPU time that a round takes: of the proxy, and of the machine. Begun before the round, read after it. */
public final class Window {

    private static final int PERCENT = 100;
    private static final double MICROS = 1e3;

    private final Lab lab;
    private final Front front;
    private final long start;
    private final CpuTimes machine;
    private final Duration proxy;

    private Window(Lab lab, Front front) throws IOException {
        this.lab = lab;
        this.front = front;
        this.machine = CpuTimes.read();
        this.start = System.nanoTime();
        this.proxy = front.cpu();
    }

    /** Begins one of {@code front}. */
    public static Window begin(Lab lab, Front front) throws IOException {
        return new Window(lab, front);
    }

    /**
     * Returns what was used for each of {@code calls}, and how busy the CPUs were; what there is none of is left out.
     *
     * @param calls more than 0, in the unit that {@code perCall} and {@code machinePerCall} are of
     */
    public Map<Metric, Double> end(double calls, Metric perCall, Metric machinePerCall) throws IOException {
        Duration used = front.cpu().minus(proxy);
        double nanos = System.nanoTime() - start;
        CpuTimes now = CpuTimes.read();
        Map<Metric, Double> figures = new LinkedHashMap<>();
        if (!used.isZero()) {
            figures.put(perCall, used.toNanos() / MICROS / calls);
        }
        put(figures, machinePerCall, now.since(machine).toNanos() / MICROS / calls);
        if (!used.isZero()) {
            figures.put(Metric.CPU_SHARE, PERCENT * used.toNanos() / nanos);
        }
        put(
                figures,
                Metric.LOAD_SHARE,
                PERCENT
                        * now.since(machine, lab.cpus().load()).toNanos()
                        / nanos
                        / lab.cpus().load().size());
        return figures;
    }

    /** The machine's clock has ticks of 10 ms: a short round may see none. */
    private static void put(Map<Metric, Double> figures, Metric metric, double value) {
        if (value > 0) {
            figures.put(metric, value);
        }
    }
}
