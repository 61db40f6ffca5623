package io.fairlead.proxy;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code fairlead}. */
@Command(
        name = "fairlead",
        description = "Balances gRPC traffic.",
        subcommands = {ProxyCommand.class, CheckCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Exits with 2 for a wrong command line, which it says in one line. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler((error, args) -> {
            CommandLine command = error.getCommandLine();
            command.getErr()
                    .printf(
                            "%s (see: %s --help)%n",
                            error.getMessage(), command.getCommandSpec().qualifiedName());
            return CommandLine.ExitCode.USAGE;
        });
    }
}
