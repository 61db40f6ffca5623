package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.cli.HostPort;
import io.fairlead.cli.Signals;
import io.fairlead.proxy.config.ConfigFile;
import io.fairlead.proxy.config.ConfigListener;
import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.FileWatcher;
import io.fairlead.proxy.config.InvalidConfigException;
import io.fairlead.proxy.discovery.ClusterServices;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.transport.BindAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A proxy that runs what a file says, and follows it. */
final class FileProxy {

    private static final long POLL_MILLIS = 250;

    private final Path file;
    private final boolean kubernetes;

    /** Creates one that does not run; {@code kubernetes}: whether backends may name Services. */
    FileProxy(Path file, boolean kubernetes) {
        this.file = file;
        this.kubernetes = kubernetes;
    }

    /**
     * Runs until the process is told to stop, and has drained.
     *
     * @throws InvalidConfigException where the file cannot be used
     * @throws ConfigRefusedException where the proxy cannot listen as the file says
     * @throws IOException with a message for the user, where the kubeconfig cannot be used, or the admin port cannot be had
     */
    void run(HostPort admin, BindAddress bindAddress)
            throws InvalidConfigException, ConfigRefusedException, IOException {
        ConfigParser parser = ConfigParser.ofFile(kubernetes);
        String text = ConfigFile.read(file);
        GrpcLoadBalancer config = parser.parse(text);
        try (Cluster cluster = kubernetes ? Cluster.current() : null;
                StandaloneProxy proxy = StandaloneProxy.start(
                        admin, bindAddress, cluster == null ? null : new ClusterServices(cluster))) {
            proxy.apply(config);
            proxy.announce();
            runUntilStopped(proxy, parser, text);
        }
    }

    private void runUntilStopped(StandaloneProxy proxy, ConfigParser parser, String text) {
        try (ScheduledExecutorService reloads = ConfigThread.start()) {
            ConfigListener reloader = new ConfigReloader(file.toString(), parser, proxy, reloads);
            FileWatcher watcher = new FileWatcher(file, text, reloader);
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            Signals.onStop(() -> {
                reloads.shutdown();
                proxy.stop().thenAccept(stopped::complete);
            });
            Signals.onHangup(() -> reloads.execute(watcher::reload));
            reloads.scheduleWithFixedDelay(watcher::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
            stopped.join();
        }
    }
}
