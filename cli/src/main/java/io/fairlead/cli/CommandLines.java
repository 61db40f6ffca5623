package io.fairlead.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Command lines as all commands read them. */
public final class CommandLines {

    private CommandLines() {}

    /** Returns that of {@code fairlead} with these annotated commands: it exits with 2 for a wrong command line, which it says in one line. */
    public static CommandLine fairlead(Object... commands) {
        CommandLine fairlead = new CommandLine(new Fairlead());
        for (Object command : commands) {
            fairlead.addSubcommand(command);
        }
        return fairlead.setParameterExceptionHandler((error, args) -> {
            CommandLine wrong = error.getCommandLine();
            wrong.getErr()
                    .printf(
                            "%s (see: %s --help)%n",
                            error.getMessage(), wrong.getCommandSpec().qualifiedName());
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Command(
            name = "fairlead",
            description = "Balances gRPC traffic.",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    private static final class Fairlead {}
}
