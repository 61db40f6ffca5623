package io.fairlead.proxy;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command that reads a GrpcLoadBalancer from a file is told about it. */
final class FileOptions {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The file, in YAML.")
    private Path file;

    /** Returns the file as it was given. */
    Path file() {
        return file;
    }
}
