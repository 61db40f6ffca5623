package io.fairlead.demo.cluster;

import static io.fairlead.demo.cluster.TestLoadBalancer.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of owned objects that someone else changes: server-side apply has edges that only a real API server shows. */
@OnCluster
class DriftClusterTest {

    private final TestNamespace namespace;

    DriftClusterTest(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void createBackends() {
        namespace.createEcho();
    }

    @Test
    void whatSomeoneElseChangesIsPutRight() throws Exception {
        // Given
        TestLoadBalancer balancer = namespace.createLoadBalancer("drift", "echo", "1s", 1);
        balancer.awaitReady("2/2");
        Map<String, ObjectNode> before = contents(balancer);

        // When
        kubectl("patch", "service/drift-lb", "--type=json", "-p", """
                [{"op": "replace", "path": "/spec/ports/0/port", "value": 6009},
                 {"op": "add", "path": "/spec/ports/-", "value": {"name": "other", "port": 6010}}]""");
        kubectl("patch", "configmap/drift-lb", "-p", "{\"data\": {\"grpcloadbalancer.yaml\": \"nonsense\"}}");
        kubectl("scale", "deployment/drift-lb", "--replicas=3");
        kubectl("delete", "role/drift-lb");
        kubectl("label", "serviceaccount/drift-lb", "fairlead.io/name-");

        // Then
        await().untilAsserted(() -> assertThat(contents(balancer)).isEqualTo(before));
        balancer.awaitReady("2/2");
        assertThat(balancer.call(TestNamespace.PORT)).isNotEmpty();
    }

    private void kubectl(String... arguments) throws Exception {
        namespace.kubectl().run(arguments).succeeded();
    }

    /** Returns the owned objects by kind, without what the API server says of them. */
    private static Map<String, ObjectNode> contents(TestLoadBalancer balancer) {
        Map<String, ObjectNode> contents = new TreeMap<>();
        balancer.objects().forEach(object -> contents.put(object.getKind(), content(object)));
        return contents;
    }

    private static ObjectNode content(HasMetadata object) {
        ObjectNode content = new ObjectMapper().valueToTree(object);
        content.remove("status");
        ((ObjectNode) content.required("metadata")).retain("name", "labels", "ownerReferences");
        return content;
    }
}
