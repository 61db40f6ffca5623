package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.demo.net.ServiceForwarding;
import io.fairlead.demo.node.Images;
import io.fairlead.demo.node.NodeAgent;
import io.fairlead.demo.node.NodeSettings;
import io.fairlead.demo.testing.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A cluster that has no nodes of its own. Fairlead is installed as its users do; the operator's pods run on this machine, too. */
final class RealCluster implements Cluster {

    static final String OPERATOR_NAMESPACE = "fairlead-system";

    private static final String POD_RANGE = "198.18.0.0/15";

    private final KubernetesClient client;
    private final Images images = new Images();
    private final ServiceForwarding forwarding;
    private final NodeAgent node;
    private final Path kubeconfig;

    private RealCluster(Path kubeconfig, BuiltImages built) throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        client = new KubernetesClientBuilder().withConfig(config).build();
        this.kubeconfig = kubeconfig;
        built.pull(images);
        forwarding = ServiceForwarding.start(client);
        Path logs = Files.createDirectories(Path.of("target", "cluster"));
        node = NodeAgent.start(
                client,
                new NodeSettings("node", POD_RANGE, Files.createTempDirectory("node"), logs, Duration.ofSeconds(2)),
                images);
    }

    static RealCluster connect(Path kubeconfig) throws Exception {
        BuiltImages built = BuiltImages.ofThisBuild();
        RealCluster cluster = new RealCluster(kubeconfig, built);
        Kubectl kubectl = new TestNamespace(cluster, OPERATOR_NAMESPACE).kubectl();
        kubectl.run("apply", "-k", built.root().resolve("deploy").toString()).succeeded();
        kubectl.run("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all")
                .succeeded();
        kubectl.run("rollout", "status", "--timeout=90s", "deployment/fairlead-operator")
                .succeeded();
        return cluster;
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public NodeAgent node() {
        return node;
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public ServiceForwarding forwarding() {
        return forwarding;
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public List<ApiRequests> operatorRequests() throws IOException, InterruptedException {
        return new OperatorMetrics(client).requests();
    }

    @Override
    public void close() {
        node.close();
        forwarding.close();
        client.close();
    }
}
