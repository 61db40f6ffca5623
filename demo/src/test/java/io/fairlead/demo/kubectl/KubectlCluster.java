package io.fairlead.demo.kubectl;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.demo.api.EmbeddedApi;
import io.fairlead.demo.control.Controllers;
import io.fairlead.demo.control.FakeNode;
import io.fairlead.demo.testing.Kubectl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** An API server, its controllers, a node that runs nothing, and the kubectl of whoever looks at them. */
final class KubectlCluster implements AutoCloseable {

    private final Path binary;
    private final Path home;
    private final Path kubeconfig;
    private final EmbeddedApi api;
    private final Controllers controllers;
    private final FakeNode node;

    /**
     * Starts it; skips the test where this machine has no kubectl.
     *
     * @param home an empty folder
     */
    KubectlCluster(Path home) throws IOException {
        binary = Kubectl.find();
        this.home = home;
        api = EmbeddedApi.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "127.79.128.0/17");
        kubeconfig = Files.writeString(home.resolve("kubeconfig"), api.kubeconfig());
        for (String crd : List.of("grpcloadbalancers", "proxyreports")) {
            api.client()
                    .load(Objects.requireNonNull(GrpcLoadBalancer.class.getResourceAsStream(crd + ".fairlead.io.yaml")))
                    .create();
        }
        controllers = Controllers.start(api.client());
        node = FakeNode.start(api.client());
    }

    /** Returns a client as administrator. */
    KubernetesClient client() {
        return api.client();
    }

    /** Returns kubectl in a namespace of its own. */
    Kubectl kubectl() {
        String namespace = "ns-" + UUID.randomUUID();
        api.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return new Kubectl(binary, home, kubeconfig, namespace);
    }

    /** Writes a file and returns its path. */
    String file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(home, "file", ".yaml"), yaml)
                .toString();
    }

    @Override
    public void close() {
        node.close();
        controllers.close();
        api.close();
    }
}
