package io.fairlead.demo;

import io.fairlead.cli.CommandLines;
import picocli.CommandLine;

/** The command {@code fairlead}, as far as it is the demo's. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.fairlead(new DemoCommand());
    }
}
