package io.fairlead.proxy;

import io.fairlead.api.v1alpha1.ManagedNames;
import io.fairlead.cli.HostPort;
import io.fairlead.cli.Signals;
import io.fairlead.proxy.config.ConfigFile;
import io.fairlead.proxy.config.ConfigListener;
import io.fairlead.proxy.config.ConfigMapWatch;
import io.fairlead.proxy.config.ConfigParser;
import io.fairlead.proxy.config.InvalidConfigException;
import io.fairlead.proxy.discovery.ClusterServices;
import io.fairlead.proxy.kubernetes.Cluster;
import io.fairlead.proxy.kubernetes.PodIdentity;
import io.fairlead.proxy.report.ReportPublisher;
import io.fairlead.proxy.transport.BindAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy in a pod: it runs what its ConfigMap says, from the mounted file at first and then as the API tells, and tells of itself in a
 * report. What it cannot have from the API it waits for.
 */
final class PodProxy {

    private static final Logger log = LoggerFactory.getLogger(PodProxy.class);

    private final PodIdentity pod;
    private final String configMap;
    private final @Nullable Path mounted;

    /**
     * Creates one that does not run.
     *
     * @param configMap the ConfigMap's name, in the pod's namespace
     * @param mounted where its content is mounted; {@code null} where it is not
     */
    PodProxy(PodIdentity pod, String configMap, @Nullable Path mounted) {
        this.pod = pod;
        this.configMap = configMap;
        this.mounted = mounted;
    }

    /**
     * Runs until the process is told to stop, and has drained.
     *
     * @throws IOException with a message for the user, where the kubeconfig cannot be used, or the admin port cannot be had
     */
    void run(HostPort admin, BindAddress bindAddress) throws IOException {
        CompletableFuture<Void> toldToStop = new CompletableFuture<>();
        Signals.onStop(() -> toldToStop.complete(null));
        try (Cluster cluster = Cluster.current();
                StandaloneProxy proxy = StandaloneProxy.start(admin, bindAddress, new ClusterServices(cluster));
                ReportPublisher report =
                        ReportPublisher.of(cluster, pod, ManagedNames.loadBalancer(configMap), proxy::snapshot)) {
            proxy.announce();
            proxy.onChange(report::changed);
            follow(cluster, proxy, toldToStop);
            proxy.stop().join();
        }
    }

    private void follow(Cluster cluster, StandaloneProxy proxy, CompletableFuture<Void> toldToStop) {
        try (ScheduledExecutorService thread = ConfigThread.start()) {
            ConfigReloader reloader = new ConfigReloader(
                    "ConfigMap " + configMap, ConfigParser.ofConfigMap(proxy.adminPort()), proxy, thread);
            ConfigListener configs = new NewerConfigs(proxy::version, reloader::confirmed, reloader);
            thread.execute(() -> readMounted(configs));
            try (ConfigMapWatch _ = ConfigMapWatch.start(cluster, pod.namespace(), configMap, thread, configs)) {
                toldToStop.join();
            }
        }
    }

    /** A file that is not there is no fault: the API has what it would say. */
    private void readMounted(ConfigListener configs) {
        if (mounted == null || Files.notExists(mounted)) {
            log.atInfo()
                    .setMessage("no file to start from, the configuration is waited for")
                    .log();
            return;
        }
        try {
            configs.changed(ConfigFile.read(mounted));
        } catch (InvalidConfigException e) {
            configs.lost(e);
        }
    }
}
