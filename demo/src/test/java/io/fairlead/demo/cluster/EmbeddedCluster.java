package io.fairlead.demo.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.demo.net.ServiceForwarding;
import io.fairlead.demo.node.Images;
import io.fairlead.demo.node.NodeAgent;
import io.fairlead.operator.ClusterSerialization;
import io.fairlead.operator.LoadBalancerOperator;
import io.fairlead.operator.config.OperatorConfig;
import io.fairlead.operator.http.ApiRequestMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The demo's own cluster. Its operator is one whose requests are counted. */
final class EmbeddedCluster implements Cluster {

    private final DemoCluster demo;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final KubernetesClient operatorClient;
    private final LoadBalancerOperator operator;

    private EmbeddedCluster(DemoCluster demo) throws Exception {
        this.demo = demo;
        demo.stopOperator();
        operatorClient = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(demo.kubeconfig())))
                .withKubernetesSerialization(ClusterSerialization.create())
                .withHttpClientBuilderConsumer(
                        builder -> builder.addOrReplaceInterceptor("meter", new ApiRequestMeter(meters)))
                .build();
        operator = new LoadBalancerOperator(operatorClient, OperatorConfig.EMPTY, Set.of(), false);
        operator.start();
    }

    static EmbeddedCluster start() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "cluster")), "embedded-");
        return new EmbeddedCluster(DemoCluster.embedded(folder.toAbsolutePath()));
    }

    @Override
    public KubernetesClient client() {
        return demo.client();
    }

    @Override
    public NodeAgent node() {
        return demo.node();
    }

    @Override
    public Images images() {
        return demo.images();
    }

    @Override
    public ServiceForwarding forwarding() {
        return demo.forwarding();
    }

    @Override
    public Path kubeconfig() {
        return demo.kubeconfig();
    }

    @Override
    public List<ApiRequests> operatorRequests() {
        return meters.find("fairlead.operator.api.requests").counters().stream()
                .map(EmbeddedCluster::requests)
                .toList();
    }

    private static ApiRequests requests(Counter counter) {
        return new ApiRequests(tag(counter, "verb"), tag(counter, "resource"), tag(counter, "code"), counter.count());
    }

    private static String tag(Counter counter, String key) {
        return Objects.requireNonNull(counter.getId().getTag(key), key);
    }

    @Override
    public void close() {
        operator.close();
        operatorClient.close();
        demo.close();
    }
}
