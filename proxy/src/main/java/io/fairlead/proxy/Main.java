package io.fairlead.proxy;

import io.fairlead.cli.CommandLines;
import picocli.CommandLine;

/** The command {@code fairlead}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.fairlead(new ProxyCommand(), new CheckCommand());
    }
}
