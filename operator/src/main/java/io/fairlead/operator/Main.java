package io.fairlead.operator;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code fairlead}, as far as it is the operator's. */
@Command(
        name = "fairlead",
        description = "Balances gRPC traffic.",
        subcommands = OperatorCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
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
