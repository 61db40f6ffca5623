package io.fairlead.demo;

import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.cli.Version;
import io.fairlead.client.UnusableClusterException;
import io.fairlead.demo.cluster.DemoCluster;
import io.fairlead.demo.machine.Memory;
import io.fairlead.demo.namespace.Inside;
import io.fairlead.demo.namespace.OwnNetwork;
import io.fairlead.demo.process.ReapedFolder;
import io.fairlead.demo.screen.Display;
import io.fairlead.demo.script.Demo;
import io.fairlead.demo.script.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code fairlead demo}. Exits with 0 after all was seen, or after it was told to stop where it had no end; with 1 and one
 * line where it cannot run. No process, port or file is left, however it ends.
 */
@Command(
        name = "demo",
        description =
                "Shows all of fairlead on this machine: an API server, the operator, proxies, and servers to balance.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Seconds.class,
            description =
                    "Ends after so many seconds, 30 at least, and exits with 0 only if all of the script was seen."
                            + " The time before all is ready does not count. Omitted: goes on until Ctrl-C.")
    private @Nullable Duration time;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = Mode.class,
            description =
                    "TCP: each connection goes to one server, and clients take new ones all the time. GRPC: all calls are made"
                            + " on one connection, and each goes to a server of its own. Omitted: TCP.")
    private ListenerMode mode = ListenerMode.TCP;

    @Option(
            names = "--cluster",
            paramLabel = "KUBECONFIG",
            description =
                    "Uses the API server that this file leads to, which must have no nodes. The file is only read."
                            + " Omitted: an API server of the demo's own.")
    private @Nullable Path kubeconfig;

    @Override
    public Integer call() {
        // Before any class is loaded that logs.
        System.setProperty("logback.configurationFile", "io/fairlead/demo/logback.xml");
        Interruption interruption = Interruption.bySignals();
        try {
            return run(interruption);
        } catch (IOException | UnusableClusterException | InterruptedException e) {
            return interruption.told() ? stopped() : failed(e.getMessage());
        } catch (RuntimeException e) {
            if (interruption.told()) {
                return stopped();
            }
            throw e;
        }
    }

    private int stopped() {
        return time == null
                ? ExitCode.OK
                : failed("told to stop (expected: to run for the %d s of --seconds)".formatted(time.toSeconds()));
    }

    private int run(Interruption interruption) throws IOException, UnusableClusterException, InterruptedException {
        checkSystem();
        Memory.ofThisProcess().check();
        if (kubeconfig != null && OwnNetwork.needed()) {
            return OwnNetwork.run(DemoCluster.server(kubeconfig), Main.class, arguments(kubeconfig));
        }
        try (ReapedFolder folder = ReapedFolder.create(Path.of(System.getProperty("java.io.tmpdir")))) {
            keepFilesIn(folder.path());
            try (Inside _ = enter();
                    DemoCluster cluster = start(folder.path())) {
                return show(cluster, interruption);
            }
        }
    }

    /** For the same, from another working directory. */
    private List<String> arguments(Path kubeconfig) {
        List<String> arguments = new ArrayList<>(
                List.of("demo", "--cluster", kubeconfig.toAbsolutePath().toString(), "--mode", mode.toString()));
        if (time != null) {
            arguments.addAll(List.of("--seconds", Long.toString(time.toSeconds())));
        }
        return arguments;
    }

    /** Makes the API server reachable where this process has a network of its own. */
    private @Nullable Inside enter() throws IOException {
        return kubeconfig != null && Inside.here() ? Inside.open(DemoCluster.server(kubeconfig)) : null;
    }

    private static void checkSystem() throws IOException {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new IOException(
                    "this system: %s (expected: Linux, where all of 127.0.0.0/8 is loopback)".formatted(system));
        }
    }

    /** Before any class is loaded that logs, or unpacks libraries. */
    private static void keepFilesIn(Path folder) {
        System.setProperty("java.io.tmpdir", folder.toString());
        System.setProperty("fairlead.demo.log", folder.resolve("demo.log").toString());
    }

    private DemoCluster start(Path folder) throws IOException, UnusableClusterException, InterruptedException {
        return kubeconfig == null ? DemoCluster.embedded(folder) : DemoCluster.at(kubeconfig, folder);
    }

    private int show(DemoCluster cluster, Interruption interruption) throws InterruptedException {
        try {
            List<String> missed = run(cluster).missed();
            missed.forEach(this::failed);
            return missed.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            interruption.over();
        }
    }

    private Outcome run(DemoCluster cluster) throws InterruptedException {
        try (Display display = Display.onStandardOutput()) {
            return new Demo(cluster, display, mode, time).run();
        }
    }

    private int failed(@Nullable String fault) {
        spec.commandLine().getErr().println("fairlead: " + fault);
        return ExitCode.SOFTWARE;
    }
}
