package io.fairlead.convert;

import io.fairlead.cli.CommandLines;
import io.fairlead.cli.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code fairlead}, as far as it converts. */
@Command(
        name = "fairlead",
        description = "Balances gRPC traffic.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    /** {@code environment}: the variables that a configuration may use. */
    static CommandLine commandLine(Map<String, String> environment) {
        CommandSpec fairlead = CommandSpec.forAnnotatedObject(new Main());
        fairlead.addSubcommand("convert", CommandSpec.forAnnotatedObject(new ConvertCommand(environment)));
        return CommandLines.of(fairlead);
    }
}
