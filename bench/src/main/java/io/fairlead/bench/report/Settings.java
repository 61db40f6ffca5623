package io.fairlead.bench.report;

import java.util.List;

/**
 * How it was measured.
 *
 * @param quick whether only to show that all runs
 * @param rounds of each contestant in each work
 * @param warmUpSeconds before the first round
 * @param roundSeconds how long a round is, but for works whose length is not a time
 * @param proxyCpus where contestants ran
 * @param loadCpus where load and servers ran; the same, where the machine has one CPU
 */
public record Settings(
        boolean quick,
        int rounds,
        double warmUpSeconds,
        double roundSeconds,
        List<Integer> proxyCpus,
        List<Integer> loadCpus) {}
