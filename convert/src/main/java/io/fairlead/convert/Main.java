package io.fairlead.convert;

import io.fairlead.cli.CommandLines;
import java.util.Map;
import picocli.CommandLine;

/** The command {@code fairlead}, as far as it converts. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    /** {@code environment}: the variables that a configuration may use. */
    static CommandLine commandLine(Map<String, String> environment) {
        return CommandLines.fairlead(new ConvertCommand(environment));
    }
}
