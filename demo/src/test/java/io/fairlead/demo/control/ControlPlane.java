package io.fairlead.demo.control;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.demo.api.EmbeddedApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster without nodes: the embedded API server with our controllers, or a real one with its own. */
final class ControlPlane implements AutoCloseable {

    /** Names a kubeconfig of a real cluster. */
    static final String KUBECONFIG = "FAIRLEAD_TEST_KUBECONFIG";

    private final KubernetesClient client;
    private final Runnable end;

    private ControlPlane(KubernetesClient client, Runnable end) {
        this.client = client;
        this.end = end;
    }

    static ControlPlane embedded() {
        try {
            EmbeddedApi api =
                    EmbeddedApi.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "127.64.128.0/17");
            Controllers controllers = Controllers.start(api.client());
            return new ControlPlane(api.client(), () -> {
                controllers.close();
                api.close();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ControlPlane kubernetes() {
        try {
            KubernetesClient client = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(Files.readString(Path.of(System.getenv(KUBECONFIG)))))
                    .build();
            return new ControlPlane(client, client::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KubernetesClient client() {
        return client;
    }

    @Override
    public void close() {
        end.run();
    }
}
