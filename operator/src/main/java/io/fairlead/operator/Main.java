package io.fairlead.operator;

import io.fairlead.cli.CommandLines;
import picocli.CommandLine;

/** The command {@code fairlead}, as far as it is the operator's. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.fairlead(new OperatorCommand());
    }
}
