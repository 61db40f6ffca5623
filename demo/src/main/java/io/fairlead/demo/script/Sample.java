package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.api.v1alpha1.ListenerMode;
import io.fairlead.demo.cluster.DemoCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** deploy/samples/echo.yaml: three echo servers and the load balancer in front of them. */
final class Sample {

    /** Where the demo has it. */
    static final String NAMESPACE = DemoCluster.NAMESPACE;

    /** What the load balancer is called, and the Deployment and the Service of the servers. */
    static final String NAME = "echo";

    /** What all objects are called that the operator makes for the load balancer. */
    static final String OWNED = NAME + "-lb";

    /** The label of the servers' pods, which has their name. */
    static final String BACKEND_LABEL = "app";

    private static final String FILE = "/samples/echo.yaml";

    private Sample() {}

    /** Returns what stands in it, with the load balancer's listener in that mode; {@code client} reads it. */
    static List<HasMetadata> objects(KubernetesClient client, ListenerMode mode) {
        try (InputStream file = Objects.requireNonNull(Sample.class.getResourceAsStream(FILE), FILE)) {
            List<HasMetadata> objects = client.load(file).items();
            objects.stream()
                    .filter(object -> object.getKind().equals(HasMetadata.getKind(GrpcLoadBalancer.class)))
                    .forEach(loadBalancer -> setMode((GenericKubernetesResource) loadBalancer, mode));
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void setMode(GenericKubernetesResource loadBalancer, ListenerMode mode) {
        Map<String, Object> listener = loadBalancer.get("spec", "listeners", 0);
        listener.put("mode", mode.name());
    }
}
