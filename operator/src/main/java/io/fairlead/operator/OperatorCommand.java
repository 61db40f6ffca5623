package io.fairlead.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.cli.Signals;
import io.fairlead.cli.Version;
import io.fairlead.client.UnusableClusterException;
import io.fairlead.operator.config.InvalidOperatorConfigException;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.config.OperatorConfigFile;
import io.fairlead.operator.http.ApiRequestMeter;
import io.fairlead.operator.http.HttpPort;
import io.fairlead.operator.http.OperatorMetrics;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code fairlead operator}: works until it is told to stop. Exits with 0 after a stop; with 1 and one line where it cannot start, or cannot
 * go on, as when another replica took the lease.
 */
@Command(
        name = "operator",
        description =
                "Makes running proxies of the GrpcLoadBalancers in the cluster of the current kubeconfig, or the one it runs in.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class OperatorCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(OperatorCommand.class);
    private static final String IMAGE_VARIABLE = "FAIRLEAD_PROXY_IMAGE";
    private static final String NAMESPACE = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final long STOP_SECONDS = 15;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The operator's configuration, in YAML. Omitted: defaults. The environment variable "
                    + IMAGE_VARIABLE + " stands above its proxy.image.")
    private @Nullable Path configFile;

    @Option(
            names = "--watch-namespaces",
            paramLabel = "NS",
            split = ",",
            defaultValue = "${env:WATCH_NAMESPACES:-}",
            description = "Where to work. Omitted: the environment variable WATCH_NAMESPACES, else all namespaces.")
    private List<String> watchNamespaces;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = ":" + HttpAddress.USUAL_PORT,
            converter = HttpAddress.class,
            description = "Where /livez, /readyz and /metrics are served; no host: the environment variable"
                    + " FAIRLEAD_BIND_ADDRESS, else all addresses; port 0: any. Default: ${DEFAULT-VALUE}.")
    private InetSocketAddress http;

    @Option(names = "--no-leader-election", description = "Work without a lease: no other replica may run.")
    private boolean alone;

    @Option(
            names = "--lease-namespace",
            paramLabel = "NS",
            description = "Where the lease " + LoadBalancerOperator.NAME
                    + " is. Omitted: the namespace of the kubeconfig, or the one it runs in.")
    private @Nullable String leaseNamespace;

    @Override
    public Integer call() {
        try {
            return run(namespaces(), config());
        } catch (InvalidOperatorConfigException e) {
            return failed(configFile + ": " + e.getMessage());
        } catch (UnusableClusterException | IOException e) {
            return failed(e.getMessage());
        }
    }

    private int run(Set<String> namespaces, OperatorConfig config) throws UnusableClusterException, IOException {
        try (OperatorMetrics metrics = new OperatorMetrics();
                HttpPort port = HttpPort.open(http, metrics);
                KubernetesClient client = ClusterAccess.open(namespaces, new ApiRequestMeter(metrics.registry()))) {
            OperatorSettings settings = new OperatorSettings(
                    config, namespaces, true, alone ? null : leadership(client), OperatorSettings.RECHECK);
            LoadBalancerOperator operator = new LoadBalancerOperator(client, settings, metrics);
            metrics.observe(operator::loadBalancers);
            CompletableFuture<String> end = operator.ended();
            AtomicBoolean told = new AtomicBoolean();
            Signals.onStop(() -> {
                told.set(true);
                end.complete("told to stop");
            });
            start(operator, port, client);
            String reason = end.join();
            log.atInfo()
                    .setMessage("Operator ends")
                    .addKeyValue("reason", reason)
                    .log();
            port.stopping();
            stop(operator);
            return told.get() ? ExitCode.OK : failed(reason + " (the operator ends, to be started again)");
        }
    }

    private static void start(LoadBalancerOperator operator, HttpPort port, KubernetesClient client)
            throws UnusableClusterException {
        try {
            operator.start();
        } catch (OperatorException e) {
            throw UnusableClusterException.of(client.getMasterUrl(), e);
        }
        port.ready();
        log.atInfo()
                .setMessage("Operator is ready")
                .addKeyValue("version", Version.current())
                .addKeyValue("api", client.getMasterUrl())
                .addKeyValue("http", port.address())
                .log();
    }

    /** An API server that does not answer any more must not keep the process. */
    private static void stop(LoadBalancerOperator operator) {
        CompletableFuture.runAsync(
                        operator::close, task -> Thread.ofPlatform().daemon().start(task))
                .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                .exceptionally(fault -> {
                    log.atWarn()
                            .setMessage("Operator did not stop well")
                            .setCause(fault)
                            .log();
                    return null;
                })
                .join();
    }

    private Leadership leadership(KubernetesClient client) {
        String own = client.getConfiguration().getNamespace();
        String namespace = leaseNamespace != null ? leaseNamespace : own == null ? "default" : own;
        return Leadership.of(namespace);
    }

    private OperatorConfig config() throws InvalidOperatorConfigException {
        OperatorConfig config = configFile == null ? OperatorConfig.EMPTY : OperatorConfigFile.read(configFile);
        String image = System.getenv(IMAGE_VARIABLE);
        return image == null || image.isBlank() ? config : config.withProxyImage(image.strip());
    }

    private Set<String> namespaces() {
        Set<String> namespaces = new LinkedHashSet<>();
        for (String name : watchNamespaces) {
            String namespace = name.strip();
            if (namespace.isEmpty()) {
                continue;
            }
            if (!namespace.matches(NAMESPACE)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--watch-namespaces: %s (expected: names of namespaces, with commas between)"
                                .formatted(namespace));
            }
            namespaces.add(namespace);
        }
        return namespaces;
    }

    private int failed(@Nullable String fault) {
        spec.commandLine().getErr().println(fault);
        return ExitCode.SOFTWARE;
    }
}
