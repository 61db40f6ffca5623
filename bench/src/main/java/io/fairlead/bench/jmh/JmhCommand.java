package io.fairlead.bench.jmh;

import io.fairlead.cli.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code fairlead bench jmh}. */
@Command(
        name = "jmh",
        description = "Measures single classes of the proxy by JMH, with what they allocate.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class JmhCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "REGEX",
            description = "Which benchmarks, such as PickBenchmark.connect; all where left out.",
            defaultValue = ".*")
    private String include = ".*";

    @Option(
            names = "-p",
            paramLabel = "PARAM=VALUE,...",
            description = "Only these values of a parameter, such as backends=3,2000.")
    private Map<String, String> params = Map.of();

    @Option(names = "--quick", description = "Each for a moment: shows that all of it runs.")
    private boolean quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where JMH's own JSON goes; default: ${DEFAULT-VALUE}.",
            defaultValue = "bench/results/jmh.json")
    private Path json = Path.of("bench/results/jmh.json");

    @Override
    public Integer call() throws IOException, RunnerException {
        Path folder = json.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(include)
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString());
        for (Map.Entry<String, String> param : params.entrySet()) {
            options = options.param(param.getKey(), param.getValue().split(",", -1));
        }
        return new Runner((quick ? shortly(options) : briefly(options)).build())
                        .run()
                        .isEmpty()
                ? ExitCode.SOFTWARE
                : ExitCode.OK;
    }

    private static ChainedOptionsBuilder briefly(ChainedOptionsBuilder options) {
        TimeValue iteration = TimeValue.milliseconds(200);
        return options.forks(1)
                .warmupIterations(3)
                .warmupTime(iteration)
                .measurementIterations(5)
                .measurementTime(iteration);
    }

    /** In this JVM: what it shows is not to be judged. */
    private static ChainedOptionsBuilder shortly(ChainedOptionsBuilder options) {
        TimeValue iteration = TimeValue.milliseconds(1);
        return options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(iteration);
    }
}
