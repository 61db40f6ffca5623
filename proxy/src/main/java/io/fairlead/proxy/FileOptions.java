package io.fairlead.proxy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that reads a GrpcLoadBalancer from a file is told about it. */
final class FileOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The file, in YAML.")
    private @Nullable Path file;

    /** Returns the file as it was given. The command line is wrong where it was not. */
    Path file() {
        if (file == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--file=FILE'");
        }
        return file;
    }

    /** Returns the file as it was given; {@code null} where it was not. */
    @Nullable
    Path fileOrNone() {
        return file;
    }
}
