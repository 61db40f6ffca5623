package io.fairlead.demo.script;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** deploy/samples/echo.yaml: three echo servers and the load balancer in front of them. */
final class Sample {

    /** Where the demo has it. */
    static final String NAMESPACE = "fairlead-demo";

    /** What the load balancer is called, the Deployment and the Service of the servers, and what their label {@code app} says. */
    static final String NAME = "echo";

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
