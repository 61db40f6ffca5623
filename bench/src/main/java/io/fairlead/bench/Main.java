package io.fairlead.bench;

import io.fairlead.cli.CommandLines;
import io.fairlead.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code fairlead}, as far as it measures. */
@Command(
        name = "fairlead",
        description = "Balances gRPC traffic.",
        subcommands = BenchCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new Main());
    }
}
