package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.demo.net.ServiceForwarding;
import io.fairlead.demo.node.Images;
import io.fairlead.demo.node.NodeAgent;
import io.fairlead.demo.node.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The cluster that {@value KUBECONFIG} leads to, with a node that runs its pods on this machine. Pods have addresses of
 * {@value POD_RANGE}; what a pod said is in {@code target/cluster}.
 */
final class Cluster implements AutoCloseable {

    static final String KUBECONFIG = "FAIRLEAD_TEST_KUBECONFIG";
    static final String SKIPPED = KUBECONFIG + " is not set: .ci/cluster sets it, to a cluster of its own";

    static final String OPERATOR_NAMESPACE = "fairlead-system";

    private static final String POD_RANGE = "198.18.0.0/15";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final KubernetesClient client;
    private final Images images;
    private final ServiceForwarding forwarding;
    private final NodeAgent node;
    private final Kubectl kubectl;

    private Cluster(Path kubeconfig) throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        client = new KubernetesClientBuilder().withConfig(config).build();
        kubectl = new Kubectl(kubeconfig);
        images = new Images();
        pullAll();
        forwarding = ServiceForwarding.start(client);
        Path logs = Files.createDirectories(Path.of("target", "cluster"));
        node = NodeAgent.start(
                client,
                new NodeSettings("node", POD_RANGE, Files.createTempDirectory("node"), logs, Duration.ofSeconds(2)),
                images);
    }

    /** Installs fairlead as its users do. */
    static Cluster connect() throws IOException, InterruptedException {
        Cluster cluster = new Cluster(Path.of(System.getenv(KUBECONFIG)));
        cluster.kubectl.run("apply", "-k", ROOT.resolve("deploy").toString());
        cluster.kubectl.run("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all");
        cluster.kubectl.run(
                "-n", OPERATOR_NAMESPACE, "rollout", "status", "--timeout=90s", "deployment/fairlead-operator");
        return cluster;
    }

    /** Has the node know all images. */
    void pullAll() {
        images.put("fairlead/echo", java("-Xmx64m", "-jar", jar("demo/echo")));
        images.put(
                "fairlead/proxy", java("@" + ROOT.resolve("proxy/src/main/jvm/proxy.options"), "-jar", jar("proxy")));
        images.put("fairlead/operator", java("-Xmx128m", "-jar", jar("operator")));
    }

    /** Starts fast on a machine that starts many, and leaves no file behind when it is killed. */
    private static List<String> java(String first, String second, String third) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                first,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                second,
                third);
    }

    private static String jar(String module) {
        return ROOT.resolve("%s/target/fairlead-%s.jar"
                        .formatted(module, Path.of(module).getFileName()))
                .toString();
    }

    KubernetesClient client() {
        return client;
    }

    NodeAgent node() {
        return node;
    }

    Images images() {
        return images;
    }

    ServiceForwarding forwarding() {
        return forwarding;
    }

    Kubectl kubectl() {
        return kubectl;
    }

    /** Fails where the API server has ever said to an operator that it may not do what it asked for. */
    void assertNothingWasForbidden() throws IOException, InterruptedException {
        assertThat(new OperatorMetrics(client)
                        .requests(requests -> requests.code().equals("403")))
                .isEmpty();
    }

    /** Creates a namespace whose name begins with {@code prefix}. */
    TestNamespace namespace(String prefix) {
        Namespace created = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix + "-")
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(this, created.getMetadata().getName());
    }

    @Override
    public void close() {
        node.close();
        forwarding.close();
        client.close();
    }
}
