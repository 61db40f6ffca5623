package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.proxy.admin.HostPort;
import io.fairlead.proxy.config.ConfigFile;
import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.FileWatcher;
import io.fairlead.proxy.config.InvalidConfigException;
import io.fairlead.proxy.discovery.ClusterServices;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.transport.BindAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command {@code fairlead proxy}: runs the configuration of a file until it is told to stop. Exits with 0 after a stop, with 1 and a
 * line a fault where it cannot start.
 */
@Command(
        name = "proxy",
        description = "Relays connections as the GrpcLoadBalancer in a file says; follows the file when it changes.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class ProxyCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 250;

    @Spec
    private CommandSpec spec;

    @Mixin
    private FileOptions options;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8404",
            converter = HostPortConverter.class,
            description = "Where /livez, /readyz, /metrics and /status are served; no host: all addresses; port 0: any."
                    + " Default: ${DEFAULT-VALUE}.")
    private HostPort admin;

    @Option(
            names = "--bind-address",
            paramLabel = "IP",
            defaultValue = "${env:FAIRLEAD_BIND_ADDRESS}",
            converter = BindAddressConverter.class,
            description =
                    "What is bound where all addresses would be. Default: FAIRLEAD_BIND_ADDRESS, else all of them.")
    private @Nullable BindAddress bindAddress;

    @Option(
            names = "--kubernetes",
            description = "Backends may name Services, of the cluster of the current kubeconfig or the one it runs in.")
    private boolean kubernetes;

    @Override
    public Integer call() {
        try {
            ConfigParser parser = new ConfigParser(kubernetes);
            String text = ConfigFile.read(options.file());
            GrpcLoadBalancer config = parser.parse(text);
            try (Cluster cluster = kubernetes ? Cluster.current() : null;
                    StandaloneProxy proxy = StandaloneProxy.start(
                            admin,
                            bindAddress == null ? BindAddress.ALL : bindAddress,
                            cluster == null ? null : new ClusterServices(cluster))) {
                proxy.apply(config);
                proxy.announce();
                runUntilStopped(
                        proxy,
                        new FileWatcher(options.file(), text, new ConfigReloader(options.file(), parser, proxy)));
            }
            return ExitCode.OK;
        } catch (InvalidConfigException e) {
            return failed(e.faults());
        } catch (ConfigRefusedException e) {
            return failed(List.of(e.reason()));
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private static void runUntilStopped(StandaloneProxy proxy, FileWatcher watcher) {
        try (ScheduledExecutorService reloads = newReloads()) {
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            Signals.onStop(() -> {
                reloads.shutdown();
                proxy.stop().thenAccept(stopped::complete);
            });
            Signals.onReload(() -> reloads.execute(watcher::reload));
            reloads.scheduleWithFixedDelay(watcher::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
            stopped.join();
        }
    }

    /** Once it is shut down a signal that asks for a reload is for nothing. */
    private static ScheduledExecutorService newReloads() {
        return new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name("fairlead-config").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private int failed(List<String> faults) {
        faults.forEach(fault -> spec.commandLine().getErr().printf("%s: %s%n", options.file(), fault));
        return ExitCode.SOFTWARE;
    }

    private static final class HostPortConverter implements ITypeConverter<HostPort> {

        @Override
        public HostPort convert(String text) {
            return parsed(text, HostPort::parse);
        }
    }

    private static final class BindAddressConverter implements ITypeConverter<BindAddress> {

        @Override
        public BindAddress convert(String text) {
            return parsed(text, BindAddress::parse);
        }
    }

    private static <T> T parsed(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
