package io.fairlead.convert;

import io.fairlead.cli.CommandLines;
import io.fairlead.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code fairlead}, as far as it converts. */
@Command(
        name = "fairlead",
        description = "Balances gRPC traffic.",
        subcommands = ConvertCommand.class,
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
