package io.fairlead.proxy;

import io.fairlead.cli.HostPort;
import io.fairlead.cli.Version;
import io.fairlead.proxy.config.InvalidConfigException;
import io.fairlead.proxy.kubernetes.PodIdentity;
import io.fairlead.proxy.transport.BindAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
 * The command {@code fairlead proxy}: runs the configuration of a file, or of a ConfigMap, until it is told to stop. Exits with 0 after a
 * stop, with 1 and a line a fault where it cannot start.
 */
@Command(
        name = "proxy",
        description = "Relays connections as a GrpcLoadBalancer says; follows it when it changes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ProxyCommand implements Callable<Integer> {

    private static final int ADMIN_PORT = 8404;

    @Spec
    private CommandSpec spec;

    @Mixin
    private FileOptions options;

    @Option(
            names = "--config-map",
            paramLabel = "NAME",
            description =
                    "Runs in a pod: follows the ConfigMap of that name in the pod's namespace, and tells of itself in a"
                            + " ProxyReport. FILE, if given, is where it is mounted: it is read once, at the start."
                            + " POD_NAME, POD_NAMESPACE and POD_UID have to be set.")
    private @Nullable String configMap;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:" + ADMIN_PORT,
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
        BindAddress bound = bindAddress == null ? BindAddress.ALL : bindAddress;
        try {
            if (configMap != null) {
                return runInPod(configMap, bound);
            }
            new FileProxy(options.file(), kubernetes).run(admin, bound);
            return ExitCode.OK;
        } catch (InvalidConfigException e) {
            return failed(e.faults());
        } catch (ConfigRefusedException e) {
            return failed(List.of(e.reason()));
        } catch (IOException e) {
            return failed(e);
        }
    }

    private int runInPod(String name, BindAddress bound) throws IOException {
        PodIdentity pod;
        try {
            pod = PodIdentity.of(System.getenv());
        } catch (IllegalArgumentException e) {
            return failed(e);
        }
        new PodProxy(pod, name, options.fileOrNone()).run(admin, bound);
        return ExitCode.OK;
    }

    private int failed(Exception fault) {
        spec.commandLine().getErr().println(fault.getMessage());
        return ExitCode.SOFTWARE;
    }

    private int failed(List<String> faults) {
        faults.forEach(fault -> spec.commandLine().getErr().printf("%s: %s%n", options.file(), fault));
        return ExitCode.SOFTWARE;
    }

    private static final class HostPortConverter implements ITypeConverter<HostPort> {

        @Override
        public HostPort convert(String text) {
            return parsed(text, host -> HostPort.parse(host, ADMIN_PORT));
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
