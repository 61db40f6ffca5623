package io.fairlead.cli;

import picocli.CommandLine;

/** Command lines as all commands read them. */
public final class CommandLines {

    private CommandLines() {}

    /** Returns that of an annotated {@code command}: it exits with 2 for a wrong command line, which it says in one line. */
    public static CommandLine of(Object command) {
        return new CommandLine(command).setParameterExceptionHandler((error, args) -> {
            CommandLine wrong = error.getCommandLine();
            wrong.getErr()
                    .printf(
                            "%s (see: %s --help)%n",
                            error.getMessage(), wrong.getCommandSpec().qualifiedName());
            return CommandLine.ExitCode.USAGE;
        });
    }
}
