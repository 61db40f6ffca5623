package io.fairlead.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** On what and how a run measured, in words. */
final class Facts {

    private static final long GIB = 1L << 30;

    private Facts() {}

    static List<String> lines(Results results) {
        Machine machine = results.machine();
        Settings settings = results.settings();
        return List.of(
                "%s, commit %s".formatted(results.date(), results.commit()),
                "%s, %d CPUs, %s GiB, Linux %s, JDK %s"
                        .formatted(
                                machine.cpu(),
                                machine.cpus(),
                                Figures.text((double) machine.memoryBytes() / GIB),
                                machine.kernel(),
                                machine.jdk()),
                machine.tools().entrySet().stream()
                        .map(tool -> tool.getKey() + " " + tool.getValue())
                        .collect(Collectors.joining(", ")),
                "rounds: %d, of %s s each, after %s s to warm up; %s"
                        .formatted(
                                settings.rounds(),
                                Figures.text(settings.roundSeconds()),
                                Figures.text(settings.warmUpSeconds()),
                                pinning(settings)));
    }

    private static String pinning(Settings settings) {
        return settings.proxyCpus().equals(settings.loadCpus())
                ? "one CPU, which the proxy shares with load and servers"
                : "the proxy on CPU %s, load and servers on CPU %s"
                        .formatted(list(settings.proxyCpus()), list(settings.loadCpus()));
    }

    /** Returns what a reader of a work's figures has to know: where it is not the proxy that limits its calls per second, and who failed. */
    static List<String> notes(WorkResult work) {
        List<String> notes = new ArrayList<>();
        List<String> limited = work.limitedByLoad();
        if (!limited.isEmpty()) {
            notes.add("limited by the CPUs of load and servers, not by the proxy: " + String.join(", ", limited));
        }
        for (ContestantResult result : work.contestants()) {
            if (result.fault() != null) {
                notes.add("%s failed, twice: %s".formatted(result.contestant(), result.fault()));
            }
        }
        return notes;
    }

    private static String list(List<Integer> cpus) {
        return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
