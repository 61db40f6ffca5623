package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.demo.api.EmbeddedApi;
import io.fairlead.demo.control.Controllers;
import io.fairlead.demo.machine.Ports;
import io.fairlead.operator.ClusterSerialization;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API server and the controllers of this JVM. Each demo has loopback addresses of its own, {@code 127.R.0.0/16}, so that several
 * run side by side: the node has the first, pods the others of the lower half, and Services the upper half.
 */
final class EmbeddedControlPlane implements ControlPlane {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedControlPlane.class);
    private static final int FIRST_RANGE = 64;
    private static final int LAST_RANGE = 79;
    private static final int API_PORT = 6443;

    private final EmbeddedApi api;
    private final KubernetesClient client;
    private final KubernetesClient operatorClient;
    private final Controllers controllers;
    private final Path kubeconfig;
    private final int range;

    private EmbeddedControlPlane(EmbeddedApi api, int range, Path kubeconfig) {
        this.api = api;
        this.range = range;
        this.kubeconfig = kubeconfig;
        client = api.client();
        operatorClient = api.client(ClusterSerialization.create());
        controllers = Controllers.start(client);
    }

    /** Starts it in the first range of addresses that no other demo has; throws {@link IOException} with one line for the user. */
    static EmbeddedControlPlane start(Path folder) throws IOException {
        Ports.checkLoopback(address(FIRST_RANGE, "0.1", 0).getAddress());
        for (int range = FIRST_RANGE; range <= LAST_RANGE; range++) {
            InetSocketAddress address = address(range, "0.1", API_PORT);
            if (Ports.isFree(address)) {
                Ports.checkFree(SamplePorts.at(address(range, "0.2", 0).getAddress()));
                try {
                    return start(EmbeddedApi.start(address, "127.%d.128.0/17".formatted(range)), range, folder);
                } catch (BindException e) {
                    log.atInfo()
                            .setMessage("another demo was faster")
                            .addKeyValue("address", address)
                            .log();
                }
            }
        }
        throw new IOException(
                "port %d: it cannot be bound on any of 127.%d.0.1 to 127.%d.0.1 (expected: a port on which nothing listens on all addresses, and at most %d demos)"
                        .formatted(API_PORT, FIRST_RANGE, LAST_RANGE, LAST_RANGE - FIRST_RANGE + 1));
    }

    private static EmbeddedControlPlane start(EmbeddedApi api, int range, Path folder) throws IOException {
        try {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.createFile(
                    kubeconfig, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(kubeconfig, api.kubeconfig(DemoCluster.NAMESPACE));
            return new EmbeddedControlPlane(api, range, kubeconfig);
        } catch (IOException | RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private static InetSocketAddress address(int range, String rest, int port) {
        return new InetSocketAddress("127.%d.%s".formatted(range, rest), port);
    }

    @Override
    public String server() {
        return "embedded API server";
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public KubernetesClient operatorClient() {
        return operatorClient;
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public String podRange() {
        return "127.%d.0.0/17".formatted(range);
    }

    @Override
    public boolean serverSideApply() {
        return false;
    }

    /** Nothing outlives it. */
    @Override
    public void clear() {}

    @Override
    public void close() {
        controllers.close();
        operatorClient.close();
        client.close();
        api.close();
    }
}
