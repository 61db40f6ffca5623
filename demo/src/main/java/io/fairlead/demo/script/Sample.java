package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.demo.cluster.DemoCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
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

    /** Returns what stands in it; {@code client} reads it. */
    static List<HasMetadata> objects(KubernetesClient client) {
        try (InputStream file = Objects.requireNonNull(Sample.class.getResourceAsStream(FILE), FILE)) {
            return client.load(file).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
