package io.fairlead.bench;

import io.fairlead.bench.contestant.Contestant;
import io.fairlead.bench.contestant.Contestants;
import io.fairlead.bench.jmh.JmhCommand;
import io.fairlead.bench.lab.Lab;
import io.fairlead.bench.report.Machine;
import io.fairlead.bench.report.ReportFiles;
import io.fairlead.bench.report.Results;
import io.fairlead.bench.report.Settings;
import io.fairlead.bench.report.TextReport;
import io.fairlead.bench.report.WorkResult;
import io.fairlead.bench.run.MachineFacts;
import io.fairlead.bench.run.Pace;
import io.fairlead.bench.run.Run;
import io.fairlead.bench.tool.Tool;
import io.fairlead.bench.work.Work;
import io.fairlead.cli.Signals;
import io.fairlead.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fairlead bench}. Exits with 1 and one line where something did not run; never for a figure. */
@Command(
        name = "bench",
        description = "Measures the proxy beside HAProxy, nginx and nghttpx, on the same work.",
        subcommands = JmhCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class BenchCommand implements Callable<Integer> {

    private static final int USUAL_ROUNDS = 5;
    private static final String STOPPED = "told to stop (expected: to measure to the end)";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--peers",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What to compare with: haproxy, haproxy-splice, haproxy-64k, nginx, nghttpx, direct (no proxy). Omitted: all.")
    private @Nullable List<String> peers;

    @Option(
            names = "--work",
            paramLabel = "LETTER",
            split = ",",
            description = "What to do, see docs/performance.md. Omitted: all.")
    private @Nullable List<String> letters;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each contestant has its turn. Omitted: " + USUAL_ROUNDS + ", with --quick 1.")
    private @Nullable Integer rounds;

    @Option(names = "--quick", description = "A moment each: shows that all of it runs. Its figures count for nothing.")
    private boolean quick;

    @Option(names = "--out", paramLabel = "DIR", description = "Write results.json, results.txt and chart.svg there.")
    private @Nullable Path out;

    @Option(
            names = "--publish",
            description = "Write them to bench/results, and their figures into docs/performance.md.")
    private boolean publish;

    @Override
    public Integer call() {
        Thread thread = Thread.currentThread();
        AtomicBoolean told = new AtomicBoolean();
        Signals.onStop(() -> {
            told.set(true);
            thread.interrupt();
        });
        try {
            measure();
            return ExitCode.OK;
        } catch (IOException e) {
            return failed(told.get() ? STOPPED : e.getMessage());
        } catch (InterruptedException e) {
            return failed(STOPPED);
        }
    }

    private void measure() throws IOException, InterruptedException {
        Repository repository = Repository.ofThisBuild();
        List<Work> works = chosen("--work", letters, Works.all(), Work::letter);
        List<Contestant> contestants = new ArrayList<>(List.of(Contestants.fairlead(repository.root())));
        contestants.addAll(chosen("--peers", peers, Contestants.peers(), Contestant::name));
        Pace pace = pace();
        List<Tool> tools = tools(works, contestants);
        Tool.check(tools);
        Tool.check(List.of(Tool.TASKSET, Tool.PRLIMIT));
        Machine machine = MachineFacts.read(tools, Runtime.getRuntime().availableProcessors());
        String commit = MachineFacts.commit(repository.root());
        PrintWriter err = spec.commandLine().getErr();
        err.println("found " + machine.tools());
        List<WorkResult> results = new ArrayList<>();
        try (Lab lab = Lab.open()) {
            Run run = new Run(lab, pace, err::println);
            for (Work work : works) {
                results.add(run.run(work, contestants));
            }
            String today = LocalDate.now(ZoneOffset.UTC).toString();
            report(new Results(today, commit, machine, settings(pace, lab), results), repository);
        }
    }

    private Pace pace() {
        if (rounds != null && rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds: %d (expected: 1 or more)".formatted(rounds));
        }
        return quick ? Pace.quick(rounds == null ? 1 : rounds) : Pace.full(rounds == null ? USUAL_ROUNDS : rounds);
    }

    private <T> List<T> chosen(String option, @Nullable List<String> names, List<T> all, Function<T, String> name) {
        if (names == null) {
            return all;
        }
        List<String> known = all.stream().map(name).toList();
        names.stream().filter(asked -> !known.contains(asked)).findFirst().ifPresent(unknown -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s: %s (expected: some of %s)".formatted(option, unknown, String.join(",", known)));
        });
        return all.stream().filter(one -> names.contains(name.apply(one))).toList();
    }

    /** Those of contestants that no work is for are none. */
    private static List<Tool> tools(List<Work> works, List<Contestant> contestants) {
        return Stream.concat(
                        works.stream().flatMap(work -> work.tools().stream()),
                        contestants.stream()
                                .filter(contestant -> works.stream().anyMatch(work -> contestant.serves(work.mode())))
                                .flatMap(contestant -> contestant.tools().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private static Settings settings(Pace pace, Lab lab) {
        return new Settings(
                pace.quick(),
                pace.rounds(),
                pace.warmUp().toMillis() / 1e3,
                pace.round().toMillis() / 1e3,
                lab.cpus().proxy(),
                lab.cpus().load());
    }

    private void report(Results results, Repository repository) throws IOException {
        PrintWriter printed = spec.commandLine().getOut();
        printed.print(TextReport.of(results));
        printed.flush();
        if (out != null) {
            ReportFiles.write(results, out);
        }
        if (publish) {
            repository.publish(results);
        }
    }

    private int failed(@Nullable String fault) {
        spec.commandLine().getErr().println("fairlead: " + fault);
        return ExitCode.SOFTWARE;
    }
}
