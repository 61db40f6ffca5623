package io.fairlead.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.demo.net.ServiceForwarding;
import io.fairlead.demo.node.Images;
import io.fairlead.demo.node.NodeAgent;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster that the tests run on, with a node that runs its pods on this machine, and fairlead installed. */
sealed interface Cluster extends AutoCloseable permits EmbeddedCluster, RealCluster {

    /** The variable that leads to a real API server; where it is not set, the one of the demo is taken. */
    String KUBECONFIG = "FAIRLEAD_TEST_KUBECONFIG";

    static Cluster start() throws Exception {
        @Nullable String kubeconfig = System.getenv(KUBECONFIG);
        return kubeconfig == null ? EmbeddedCluster.start() : RealCluster.connect(Path.of(kubeconfig));
    }

    KubernetesClient client();

    NodeAgent node();

    Images images();

    ServiceForwarding forwarding();

    /** Returns the kubeconfig of an administrator. */
    Path kubeconfig();

    /** Returns what the operator has asked of the API server so far. */
    List<ApiRequests> operatorRequests() throws Exception;

    /** Fails where the operator has ever been told that it may not do what it asked for, or that it is not understood. */
    default void assertNothingWasRefused() throws Exception {
        assertThat(operatorRequests()).isNotEmpty().noneMatch(ApiRequests::isRefused);
    }

    /** Creates a namespace whose name begins with {@code prefix}. */
    default TestNamespace namespace(String prefix) {
        Namespace created = client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix + "-")
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(this, created.getMetadata().getName());
    }

    @Override
    void close();
}
