package io.fairlead.bench.report;

import io.fairlead.bench.work.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs as they might have been. */
final class Samples {

    private Samples() {}

    /** Returns one of works a and h, in which fairlead meets some targets and misses others, and a peer failed. */
    static Results results() {
        return new Results(
                "2026-11-28",
                "0123456789ab",
                new Machine("A & B <CPU>", 2, 8L << 30, "6.1.0", "25.0.3+9-LTS", tools()),
                new Settings(false, 3, 6, 3, List.of(0), List.of(1)),
                List.of(
                        new WorkResult(
                                "a",
                                "unary calls",
                                "CPU per call",
                                List.of(Metric.CALLS, Metric.CPU_PER_CALL),
                                List.of(
                                        contestant(
                                                "fairlead",
                                                "calls",
                                                "CPU per call",
                                                51_000,
                                                20.9,
                                                52_000,
                                                19.9,
                                                50_500,
                                                20.4),
                                        contestant(
                                                "haproxy",
                                                "calls",
                                                "CPU per call",
                                                50_000,
                                                19.0,
                                                51_000,
                                                19.5,
                                                49_000,
                                                20.0),
                                        contestant(
                                                "nginx",
                                                "calls",
                                                "CPU per call",
                                                52_000,
                                                18.0,
                                                50_000,
                                                19.0,
                                                51_000,
                                                18.5),
                                        ContestantResult.measured(
                                                "direct",
                                                List.of(
                                                        Map.of("calls", 90_000.0),
                                                        Map.of("calls", 91_000.0),
                                                        Map.of("calls", 92_000.0))))),
                        new WorkResult(
                                "h",
                                "bulk",
                                "CPU per MB",
                                List.of(new Metric("CPU per MB", "µs", Metric.Better.LOWER)),
                                List.of(
                                        one("fairlead", 300),
                                        one("haproxy-splice", 400),
                                        ContestantResult.failed(
                                                "nginx",
                                                "a connection ended: reset (expected: that it stays open)")))));
    }

    private static Map<String, String> tools() {
        Map<String, String> tools = new LinkedHashMap<>();
        tools.put("haproxy", "2.6.12");
        tools.put("h2load", "1.52.0");
        return tools;
    }

    private static ContestantResult contestant(String name, String first, String second, double... figures) {
        return ContestantResult.measured(
                name,
                List.of(
                        round(first, second, figures[0], figures[1]),
                        round(first, second, figures[2], figures[3]),
                        round(first, second, figures[4], figures[5])));
    }

    private static Map<String, Double> round(String first, String second, double figure, double other) {
        Map<String, Double> round = new LinkedHashMap<>();
        round.put(first, figure);
        round.put(second, other);
        return round;
    }

    private static ContestantResult one(String name, double figure) {
        Map<String, Double> round = Map.of("CPU per MB", figure);
        return ContestantResult.measured(name, List.of(round, round, round));
    }
}
