package io.fairlead.proxy;

import io.fairlead.cli.Version;
import io.fairlead.proxy.config.ConfigFile;
import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.InvalidConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code fairlead check}: exits with 0 where a file is valid, else with 1 and a line a fault on standard error. */
@Command(
        name = "check",
        description = "Says what is wrong with a GrpcLoadBalancer in a file.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FileOptions options;

    @Option(names = "--kubernetes", description = "Backends may name Services. None is looked up.")
    private boolean kubernetes;

    @Override
    public Integer call() {
        try {
            ConfigParser.ofFile(kubernetes).parse(ConfigFile.read(options.file()));
            spec.commandLine().getOut().printf("%s: valid%n", options.file());
            return ExitCode.OK;
        } catch (InvalidConfigException e) {
            e.faults().forEach(fault -> spec.commandLine().getErr().printf("%s: %s%n", options.file(), fault));
            return ExitCode.SOFTWARE;
        }
    }
}
