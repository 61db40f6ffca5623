package io.fairlead.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.demo.testing.Kubectl;
import io.fairlead.echo.EchoClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A namespace of a test class's own. */
final class TestNamespace {

    /** Where load balancers listen that are created here. */
    static final int PORT = 6001;

    private static final String ECHO = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: echo}
            spec:
              replicas: 2
              selector: {matchLabels: {app: echo}}
              template:
                metadata: {labels: {app: echo}}
                spec:
                  containers:
                  - name: echo
                    image: fairlead/echo
                    ports:
                    - {name: grpc, containerPort: 50051}
                    readinessProbe: {tcpSocket: {port: grpc}, periodSeconds: 1}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: echo}
            spec:
              selector: {app: echo}
              ports:
              - {name: grpc, port: 50051}
            """;

    private final Cluster cluster;
    private final String name;

    TestNamespace(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Returns kubectl, in this namespace. */
    Kubectl kubectl() throws IOException {
        Path home = Files.createDirectories(Path.of("target", "kubectl").toAbsolutePath());
        return new Kubectl(Kubectl.find(), home, cluster.kubeconfig().toAbsolutePath(), name);
    }

    /** Applies a file of {@code deploy/samples}. */
    void applySample(String file) throws Exception {
        Path path = Path.of("..", "deploy", "samples", file);
        kubectl().run("apply", "-f", path.toString()).succeeded();
    }

    /** Applies YAML. */
    void apply(String yaml) {
        cluster.client()
                .load(new ByteArrayInputStream(yaml.getBytes(UTF_8)))
                .inNamespace(name)
                .create();
    }

    /** Creates two echo servers behind the Service {@code echo}. */
    void createEcho() {
        apply(ECHO);
    }

    /** Creates a load balancer that listens on {@link #PORT} and has that Service as its backend. */
    TestLoadBalancer createLoadBalancer(String loadBalancer, String service, String drainDelay, int replicas) {
        apply("""
            apiVersion: fairlead.io/v1alpha1
            kind: GrpcLoadBalancer
            metadata: {name: %s}
            spec:
              listeners:
              - {name: first, port: 6001}
              backends:
              - name: echo
                service: {name: %s, port: grpc}
                healthCheck: {interval: 500ms}
              drain: {delay: %s}
              proxy: {replicas: %d}
            """.formatted(loadBalancer, service, drainDelay, replicas));
        return loadBalancer(loadBalancer);
    }

    TestLoadBalancer loadBalancer(String loadBalancer) {
        return new TestLoadBalancer(cluster.client(), this, loadBalancer);
    }

    /** Returns the pods with that label. */
    List<Pod> pods(String label, String value) {
        return cluster.client()
                .pods()
                .inNamespace(name)
                .withLabel(label, value)
                .list()
                .getItems();
    }

    /** Returns where a Service listens. */
    InetSocketAddress address(String service, int port) {
        Service found =
                cluster.client().services().inNamespace(name).withName(service).require();
        return new InetSocketAddress(found.getSpec().getClusterIP(), port);
    }

    /** Calls, on a connection of its own, and returns the name of the pod that answered. */
    String call(String service, int port) {
        try (EchoClient client = EchoClient.of(address(service, port))) {
            return client.serverName();
        }
    }

    /** Ends all that runs in it. The namespace stays: whoever writes while one ends is told 403, and that is what tests look for. */
    void end() {
        KubernetesClient client = cluster.client();
        client.resources(GrpcLoadBalancer.class).inNamespace(name).delete();
        TestLoadBalancer.await()
                .until(() -> client.resources(GrpcLoadBalancer.class)
                        .inNamespace(name)
                        .list()
                        .getItems()
                        .isEmpty());
        client.apps().deployments().inNamespace(name).delete();
    }
}
