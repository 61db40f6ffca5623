package io.fairlead.convert;

import io.fairlead.cli.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code fairlead convert}: prints load balancers on standard output, and on standard error a line for each directive that it leaves
 * out. Exits with 1 where the file has a fault, and then prints no load balancer; with {@code --strict} also where something is left out.
 */
@Command(
        name = "convert",
        description = "Prints the GrpcLoadBalancers that do what a haproxy.cfg does.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConvertCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "HAProxy's configuration, such as haproxy.cfg.")
    private Path file;

    @Option(names = "--strict", description = "Exit with 1 where a directive is left out. Notes do not count.")
    private boolean strict;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the load balancer is named. Where it is omitted, as the file is.")
    private @Nullable String name;

    ConvertCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (name != null && !LoadBalancerName.valid(name)) {
            throw new ParameterException(
                    spec.commandLine(), "--name: %s (expected: %s)".formatted(name, LoadBalancerName.MEANING));
        }
        PrintWriter err = spec.commandLine().getErr();
        String text;
        try {
            text = ConfigurationFile.read(file);
        } catch (UnreadableException e) {
            err.printf("%s: %s%n", file, e.getMessage());
            return ExitCode.SOFTWARE;
        }
        Conversion conversion = Converter.convert(text, name == null ? nameOfFile() : name, environment);
        conversion.findings().forEach(finding -> err.println(finding.in(file.toString())));
        if (conversion.has(Finding.Kind.FAULT)) {
            return ExitCode.SOFTWARE;
        }
        print(conversion);
        return strict && conversion.has(Finding.Kind.LEFT_OUT) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private String nameOfFile() {
        return LoadBalancerName.ofFile(file.getFileName().toString());
    }

    private void print(Conversion conversion) {
        PrintWriter out = spec.commandLine().getOut();
        boolean first = true;
        for (Converted<LoadBalancer> loadBalancer : conversion.loadBalancers()) {
            out.print(
                    first
                            ? "# What " + file.getFileName()
                                    + " does. The number in a comment is the line that a field is from.\n"
                            : "---\n");
            out.print(YamlWriter.write(loadBalancer));
            first = false;
        }
        out.flush();
    }
}
