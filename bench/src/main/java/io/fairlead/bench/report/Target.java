package io.fairlead.bench.report;

import java.util.List;

/**
 * What is aimed at: a bound of a metric, or of its ratio to the best of some peers in the same round.
 *
 * @param work the letter
 * @param metric the name
 * @param peers none: the bound is of the metric itself
 * @param least whether the bound is the least that will do, not the most
 */
public record Target(String work, String metric, List<String> peers, double bound, boolean least) {

    private static final List<String> COPYING = List.of("haproxy", "nginx");
    private static final List<String> SPLICING = List.of("haproxy-splice");
    private static final List<String> HAPROXY = List.of("haproxy");
    private static final List<String> NGHTTPX = List.of("nghttpx");

    /** All of them. A run never fails by one. */
    public static final List<Target> ALL = List.of(
            ratioAtMost("a", "CPU per call", COPYING, 1.05),
            ratioAtMost("b", "CPU per call", COPYING, 1.05),
            ratioAtLeast("a", "calls", COPYING, 1),
            ratioAtLeast("b", "calls", COPYING, 1),
            ratioAtMost("f", "p99 at 75 %", COPYING, 1.1),
            ratioAtMost("c", "CPU per call", SPLICING, 0.95),
            ratioAtMost("h", "CPU per MB", SPLICING, 0.95),
            ratioAtMost("d", "CPU per call", HAPROXY, 1),
            atMost("e", "memory per connection", 6),
            atMost("e", "resident memory, 1,000 connections", 90),
            atMost("i", "first call after exec", 700),
            atMost("i", "p99 of the first 10 s by the warm p99", 3),
            atMost("g", "RoundRobin, 2,000 backends", 200),
            atMost("g", "Random, 2,000 backends", 200),
            atMost("g", "LeastConnections, 2,000 backends", 200),
            ratioAtMost("j", "CPU per call", HAPROXY, 0.5),
            ratioAtMost("j", "CPU per call", NGHTTPX, 1),
            ratioAtMost("k", "CPU per call", HAPROXY, 0.6),
            atMost("l", "memory per connection", 8),
            ratioAtMost("m", "p99 at 50 %", HAPROXY, 1));

    private static Target ratioAtMost(String work, String metric, List<String> peers, double bound) {
        return new Target(work, metric, peers, bound, false);
    }

    private static Target ratioAtLeast(String work, String metric, List<String> peers, double bound) {
        return new Target(work, metric, peers, bound, true);
    }

    private static Target atMost(String work, String metric, double bound) {
        return new Target(work, metric, List.of(), bound, false);
    }

    /** Returns how {@code results} stand to it. */
    Verdict judge(Results results) {
        return results.works().stream()
                .filter(result -> result.work().equals(work))
                .findFirst()
                .flatMap(result -> result.metric(metric).flatMap(of -> {
                    var measured = peers.isEmpty()
                            ? result.spread(of, result.contestants().getFirst().contestant())
                            : result.ratio(of, peers);
                    return measured.map(spread -> new Verdict(this, of.unit(), spread));
                }))
                .orElseGet(() -> new Verdict(this, "", null));
    }
}
